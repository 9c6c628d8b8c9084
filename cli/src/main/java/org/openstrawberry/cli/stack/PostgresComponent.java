package org.openstrawberry.cli.stack;

import org.openstrawberry.embedded.EmbeddedPostgres;
import org.openstrawberry.embedded.Lifetime;
import org.openstrawberry.embedded.PostgresSettings;

/** The stack's database server. */
record PostgresComponent(StackHome home, int port) implements Component {
    static final String NAME = "postgres";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Launched launch() {
        EmbeddedPostgres server = EmbeddedPostgres.launch(PostgresSettings.in(home.postgres())
                .withPort(port)
                .withLog(home.log(NAME))
                .withLifetime(Lifetime.DETACHED));
        return new Launched() {
            @Override
            public ProcessHandle handle() {
                return server.handle();
            }

            @Override
            public boolean isReady() {
                return server.isReady();
            }

            @Override
            public String logTail() {
                return server.logTail();
            }
        };
    }
}
