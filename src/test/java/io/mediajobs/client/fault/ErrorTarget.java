package io.mediajobs.client.fault;

import io.mediajobs.client.Asking;
import io.mediajobs.client.credentials.Redaction;
import io.mediajobs.client.http.Dates;
import io.mediajobs.client.page.Pages;
import io.mediajobs.fuzz.InTime;
import java.nio.charset.StandardCharsets;

/**
 * Any bytes as the body of an error, and their first line as the headers {@code Date} and {@code
 * Retry-After}: what comes of them is short, on one line, and free of what was signed with.
 */
public final class ErrorTarget {

  private static final Redaction REDACTION = new Redaction(Asking.TEMPORARY);

  private ErrorTarget() {}

  /** Loads what the first input would else wait for. */
  public static void fuzzerInitialize() {
    check("<Error><Code>a</Code></Error>".getBytes(StandardCharsets.UTF_8));
    check("{\"code\": \"a\"}".getBytes(StandardCharsets.UTF_8));
  }

  /** What the fuzzer calls. */
  public static void fuzzerTestOneInput(byte[] input) {
    InTime.run(() -> check(input));
  }

  private static void check(byte[] input) {
    ServiceError error = ServiceError.read(input, REDACTION);
    for (String text : new String[] {error.code(), error.message(), error.requestId()}) {
      Pages.line(text);
      if (text != null && text.contains(Asking.TEMPORARY.secretKey())) {
        throw new AssertionError("Shows the key: " + text);
      }
    }
    String header = new String(input, StandardCharsets.ISO_8859_1).split("\n", 2)[0];
    Dates.check(header);
  }
}
