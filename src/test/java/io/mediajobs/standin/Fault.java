package io.mediajobs.standin;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong with an answer. Injected through {@link Faults}. */
public final class Fault {

  private static final Pattern JOB = Pattern.compile("(?s)<JobsDetail>.*?</JobsDetail>");
  private static final String HTML =
      "<html><head><title>Sign in</title></head><body><p>Sign in to this network<br></body></html>";

  private final UnaryOperator<Delivery> effect;

  private Fault(UnaryOperator<Delivery> effect) {
    this.effect = effect;
  }

  /** An error of the service, in its own form. */
  public static Fault status(int status, String code, String message) {
    return error(status, code, message, null);
  }

  /** An error of the service that says when to come back. */
  public static Fault status(int status, String code, String message, Duration retryAfter) {
    return error(status, code, message, retryAfter);
  }

  /** Any answer at all, such as JSON from another layer, or an empty body. */
  public static Fault raw(int status, String contentType, String body) {
    Answer answer = new Answer(status, contentType, body, null, List.of());
    return new Fault(delivery -> delivery.withAnswer(answer));
  }

  /** A page for people where XML should be, with status 200, as captive portals send it. */
  public static Fault htmlPage() {
    return raw(200, "text/html", HTML);
  }

  /** The connection ends after half of the body that Content-Length promises. */
  public static Fault cutBody() {
    return new Fault(Delivery::withCut);
  }

  /** The connection is reset instead of an answer. */
  public static Fault reset() {
    return new Fault(Delivery::withReset);
  }

  /** The body comes in pieces of so many bytes, with a pause of real time between them. */
  public static Fault slowDrip(int bytes, Duration pause) {
    return new Fault(delivery -> delivery.withDrip(bytes, pause));
  }

  /** The answer is written in another way. */
  public static Fault wire(Wire wire) {
    return new Fault(delivery -> delivery.withWire(wire));
  }

  /** The header Retry-After as it stands, whether or not it makes sense. */
  public static Fault retryAfter(String text) {
    return new Fault(delivery -> delivery.withRetryAfter(text));
  }

  /** The answer comes late by so much real time. */
  public static Fault delay(Duration delay) {
    return new Fault(delivery -> delivery.withDelay(delay));
  }

  /** The page is padded with blanks behind its end to this size; it stays well-formed. */
  public static Fault hugeBody(long bytes) {
    return new Fault(
        delivery -> {
          int length = delivery.answer().body().getBytes(StandardCharsets.UTF_8).length;
          return delivery.withPadding(Math.max(0, bytes - length));
        });
  }

  /** The header Date is off by so much; the window of signatures is not. */
  public static Fault wrongDate(Duration offset) {
    return new Fault(delivery -> delivery.withDate(delivery.date().plus(offset)));
  }

  /** Every job has the stray end tag that the vendor's samples have. */
  public static Fault illFormed() {
    return body(body -> jobs(body, job -> true));
  }

  /** Only this job has it; a page without the job stays whole. */
  public static Fault illFormed(String jobId) {
    return body(body -> jobs(body, job -> job.contains("<JobId>" + jobId + "</JobId>")));
  }

  /** Any other change to the text of the body. */
  public static Fault body(UnaryOperator<String> change) {
    return new Fault(
        delivery -> {
          Answer good = delivery.answer();
          return delivery.withAnswer(
              new Answer(
                  good.status(),
                  good.contentType(),
                  change.apply(good.body()),
                  good.retryAfter(),
                  good.sightings()));
        });
  }

  /** This and then the other: {@code status(429, …).and(delay(…))}. */
  public Fault and(Fault other) {
    return new Fault(delivery -> other.effect.apply(effect.apply(delivery)));
  }

  /** What becomes of an answer. */
  Delivery strike(Delivery delivery) {
    return effect.apply(delivery);
  }

  private static String jobs(String body, Predicate<String> struck) {
    return JOB.matcher(body)
        .replaceAll(
            job ->
                Matcher.quoteReplacement(
                    struck.test(job.group())
                        ? job.group().replaceFirst("<Message>[^<]*</Message>", "</Message>")
                        : job.group()));
  }

  private static Fault error(
      int status, String code, String message, @Nullable Duration retryAfter) {
    return new Fault(
        delivery ->
            delivery.withAnswer(
                Answer.error(status, code, message, retryAfter, RequestIds.at(delivery.date()))));
  }
}
