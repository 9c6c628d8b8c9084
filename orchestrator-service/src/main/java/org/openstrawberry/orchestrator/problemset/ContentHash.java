package org.openstrawberry.orchestrator.problemset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.openstrawberry.contracts.ComparisonPolicy;

/** SHA-256 over problems in order. Each part goes in with its length, so that no two contents look alike. */
final class ContentHash {
    private static final int ABSENT = -1;

    private final MessageDigest digest;

    ContentHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The identity of a content that is compared by a policy; by the default one it is the content's own. */
    static String of(String contentHash, ComparisonPolicy policy) {
        if (policy.equals(ComparisonPolicy.DEFAULT)) {
            return contentHash;
        }
        ContentHash hash = new ContentHash();
        hash.add(contentHash);
        hash.add(policy.percent().name());
        hash.add(policy.units().name());
        hash.add(policy.order().name());
        hash.add(policy.tolerance());
        return hash.finish();
    }

    void add(ProblemDraft problem) {
        add(problem.prompt());
        add(problem.groundTruth());
        add(problem.answerType().name());
        add(problem.sourceId());
        add(problem.level());
        add(problem.subject());
        add(problem.recordings().size());
        problem.recordings().forEach((name, outputs) -> {
            add(name);
            add(outputs.size());
            outputs.forEach(this::add);
        });
    }

    /** The hash in hexadecimal; nothing can be added afterwards. */
    String finish() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private void add(Optional<String> text) {
        text.ifPresentOrElse(this::add, () -> add(ABSENT));
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
    }

    private void add(int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
    }
}
