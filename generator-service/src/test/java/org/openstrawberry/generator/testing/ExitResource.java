package org.openstrawberry.generator.testing;

import io.quarkus.runtime.Quarkus;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Stops the service under test in the way a signal does. */
@Path("/test/exit")
public class ExitResource {
    @POST
    public void exit() {
        Quarkus.asyncExit(0);
    }
}
