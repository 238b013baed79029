package io.mediajobs.tail;

import java.io.FileDescriptor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says whether the reader of standard output has gone away, {@code | head -1} say. To write is not
 * enough: where nothing happens there is nothing to write, perhaps for hours.
 *
 * <p>Java has no way to ask, but its network channels have {@code poll(2)}, which the manifest of
 * the jar opens. Where that fails, as on Windows, a reader is missed with the next record only.
 */
final class StandardOutput implements BooleanSupplier {

  /** {@code POLLERR} and {@code POLLHUP}, which come unasked. */
  private static final int ENDED = 0x08 | 0x10;

  private final @Nullable Method poll = poll();

  @Override
  public boolean getAsBoolean() {
    if (poll == null) {
      return false;
    }
    try {
      return ((Integer) poll.invoke(null, FileDescriptor.out, 0, 0L) & ENDED) != 0;
    } catch (IllegalAccessException | InvocationTargetException unknown) {
      return false;
    }
  }

  private static @Nullable Method poll() {
    try {
      Method poll =
          Class.forName("sun.nio.ch.Net")
              .getDeclaredMethod("poll", FileDescriptor.class, int.class, long.class);
      poll.setAccessible(true);
      return poll;
    } catch (ReflectiveOperationException | RuntimeException otherJava) {
      return null;
    }
  }
}
