package io.mediajobs.client.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * What was read of the body of an answer.
 *
 * @param bytes those that were wanted
 * @param cut whether there were more
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once and never compared.
record Body(byte[] bytes, boolean cut) {

  private static final Body NONE = new Body(new byte[0], false);
  private static final Body TOO_LARGE = new Body(new byte[0], true);

  private static final int MAX_ERROR_BYTES = 65_536;

  /** So long an answer may call itself before it is there: a usual page is a third of it. */
  private static final int TRUSTED_BYTES = 1_048_576;

  /** The status says more than an error's body: one that can't be had is empty and no failure. */
  static Body ofError(@Nullable HttpEntity entity, int limit) {
    try {
      return of(entity, Math.min(limit, MAX_ERROR_BYTES), false);
    } catch (IOException incomplete) {
      return TOO_LARGE;
    }
  }

  /** The body up to a limit. Never holds more than that in memory. */
  static Body of(@Nullable HttpEntity entity, int limit, boolean beginning) throws IOException {
    if (entity == null) {
      return NONE;
    }
    long length = entity.getContentLength();
    if (length > limit && !beginning) {
      return TOO_LARGE;
    }
    InputStream content = entity.getContent();
    byte[] bytes;
    if (length >= 0 && length <= Math.min(limit, TRUSTED_BYTES)) {
      // Right into its place, not piece by piece.
      bytes = new byte[(int) length];
      if (content.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        throw new EOFException("The answer ended early");
      }
    } else {
      bytes = content.readNBytes(limit);
    }
    if (content.read() == -1) {
      return new Body(bytes, false);
    }
    return beginning ? new Body(bytes, true) : TOO_LARGE;
  }
}
