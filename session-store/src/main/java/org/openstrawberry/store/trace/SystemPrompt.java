package org.openstrawberry.store.trace;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.openstrawberry.store.Sha256;

/** A version of a system text, stored once and shared by all traces that use it. */
@Entity
@Immutable
@Table(name = "system_prompt")
public class SystemPrompt extends PanacheEntityBase {
    private static final String STORE_SQL =
            "INSERT INTO system_prompt (id, text) VALUES (:id, :text) ON CONFLICT (id) DO NOTHING";

    /** Name, version and the start of the text's hash: the same id always has the same text. */
    @Id
    public String id;

    public String text;

    /**
     * The id of a system text.
     *
     * @param reference name and version of the prompt; a user's own text may come under a name used before
     */
    public static String idOf(String reference, String text) {
        return reference + "#" + Sha256.hex(text).substring(0, 12);
    }

    /** Stores the text unless it is stored already. */
    public static void store(String id, String text) {
        getEntityManager()
                .createNativeQuery(STORE_SQL)
                .setParameter("id", id)
                .setParameter("text", text)
                .executeUpdate();
    }
}
