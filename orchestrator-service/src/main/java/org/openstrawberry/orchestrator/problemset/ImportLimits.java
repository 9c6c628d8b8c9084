package org.openstrawberry.orchestrator.problemset;

/**
 * What an import may use.
 *
 * @param fileBytes most bytes of the file, after decompression
 * @param rowBytes most bytes of one row; a longer one is rejected without being held in memory
 * @param rows most rows of one file
 * @param rejections most rejected rows that are listed; more are only counted
 */
public record ImportLimits(long fileBytes, int rowBytes, int rows, int rejections) {
    private static final int MIBIBYTE = 1024 * 1024;

    /** 512 MiB, 1 MiB a row, a million rows, a hundred rejections listed. */
    public static final ImportLimits DEFAULT = new ImportLimits(512L * MIBIBYTE, MIBIBYTE, 1_000_000, 100);

    public ImportLimits {
        if (fileBytes < 1 || rowBytes < 1 || rows < 1 || rejections < 1) {
            throw new IllegalArgumentException("limits are at least 1");
        }
    }
}
