package org.twinloop.trip.inspection.picture;

/**
 * What a picture says of itself.
 *
 * @param widthPx as stored; one that lies on its side is shown the other way round
 */
public record Picture(Format format, int widthPx, int heightPx) {

    /** What is taken. */
    public enum Format {
        JPEG("image/jpeg"),
        PNG("image/png"),
        WEBP("image/webp");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }
    }

    /**
     * How large a picture may be.
     *
     * @param sideMinPx shortest side
     * @param sideMaxPx longest side
     * @param pixelsMax width times height
     */
    public record Limits(int sideMinPx, int sideMaxPx, long pixelsMax) {

        void check(long width, long height) throws PictureRefused {
            boolean fits = Math.min(width, height) >= sideMinPx
                    && Math.max(width, height) <= sideMaxPx
                    && width * height <= pixelsMax;
            if (!fits) {
                throw new PictureRefused(
                        width + " x " + height + " px",
                        "sides of " + sideMinPx + " to " + sideMaxPx + " px and at most " + pixelsMax
                                + " pixels are accepted; send a smaller copy / 请压缩后重新上传");
            }
        }
    }
}
