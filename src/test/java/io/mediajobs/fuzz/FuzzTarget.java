package io.mediajobs.fuzz;

import io.mediajobs.client.fault.ErrorTarget;
import java.util.function.Consumer;

/** What is fuzzed, with its seeds in {@code src/test/resources/fuzz}. */
enum FuzzTarget {
  PAGE("page", PageTarget.class, PageTarget::fuzzerTestOneInput, 16_384),
  OFFSET("offset", OffsetTarget.class, OffsetTarget::fuzzerTestOneInput, 4096),
  ERROR("error", ErrorTarget.class, ErrorTarget::fuzzerTestOneInput, 4096);

  /** The folder of seeds, and the name of the dictionary. */
  final String folder;

  final Class<?> type;

  /** Takes one input; throws whatever is wrong. */
  final Consumer<byte[]> target;

  /** The longest input that makes sense. */
  final int maxBytes;

  FuzzTarget(String folder, Class<?> type, Consumer<byte[]> target, int maxBytes) {
    this.folder = folder;
    this.type = type;
    this.target = target;
    this.maxBytes = maxBytes;
  }
}
