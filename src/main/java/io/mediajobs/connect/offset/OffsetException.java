package io.mediajobs.connect.offset;

import org.jspecify.annotations.Nullable;

/** A stored partition or offset that can't be read; the message names the key at fault. */
public final class OffsetException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OffsetException(String message) {
    this(message, null);
  }

  OffsetException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
