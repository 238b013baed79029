package io.mediajobs.connect.config;

import io.mediajobs.client.http.Endpoint;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Validators that several sections of the settings share. */
final class Validators {

  /** The longest interval, in milliseconds. */
  static final long DAY = 86_400_000;

  /** The most bytes of an answer or a record: an array has no more, nor a sum with it. */
  static final int GIBIBYTE = 1_073_741_824;

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private Validators() {}

  /** Null, or a text that is not blank. */
  static Validator textOrNull() {
    return check("a text that is not blank", v -> !v.toString().isBlank());
  }

  /** A text that something holds of. */
  static Validator matching(Predicate<String> form, String description) {
    return check(description, v -> form.test(String.valueOf(v)));
  }

  /** A list of distinct texts, none blank. */
  static Validator distinct(boolean emptyAllowed) {
    return check(
        (emptyAllowed ? "a list" : "a list of at least one entry") + ", none blank or twice",
        v ->
            v instanceof List<?> list
                && (emptyAllowed || !list.isEmpty())
                && new HashSet<>(list).size() == list.size()
                && list.stream().noneMatch(entry -> entry.toString().isBlank()));
  }

  /** A number within bounds, which not-a-number is not. */
  static Validator between(double least, double most) {
    return check(
        "between " + plain(least) + " and " + plain(most),
        v ->
            v instanceof Number number
                && number.doubleValue() >= least
                && number.doubleValue() <= most);
  }

  private static String plain(double number) {
    return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
  }

  /** Null, or what the other takes. */
  static Validator unlessNull(Validator other) {
    return LambdaValidator.with(
        (name, value) -> {
          if (value != null) {
            other.ensureValid(name, value);
          }
        },
        other::toString);
  }

  /** A list of distinct texts, of each of which something holds. */
  static Validator each(boolean emptyAllowed, Predicate<String> form, String description) {
    return check(
        description,
        v ->
            v instanceof List<?> list
                && (emptyAllowed || !list.isEmpty())
                && new HashSet<>(list).size() == list.size()
                && list.stream().allMatch(entry -> form.test(entry.toString())));
  }

  /**
   * Null, or an address with a scheme, a host and nothing behind it.
   *
   * @param perBucket whether its host may have {bucket} and {region} in it
   */
  static Validator endpoint(boolean perBucket) {
    String must = "https://<host> or http://<host>, with a port if needed and nothing behind it";
    return LambdaValidator.with(
        (name, value) -> {
          String text = String.valueOf(value);
          if (value != null
              && (!Endpoint.isAddress(text) || (!perBucket && text.indexOf('{') >= 0))) {
            // Without the value, as it may hold a password before its host.
            throw new ConfigException(ConfigProblem.of(name, "must be " + must).sentence());
          }
        },
        () -> must);
  }

  /** Refuses what the function says; it returns null or the sentence to refuse with. */
  static Validator sentence(Function<Object, @Nullable String> problem, String description) {
    return LambdaValidator.with(
        (name, value) -> {
          String why = problem.apply(value);
          if (why != null) {
            throw new ConfigException(name, value, why);
          }
        },
        () -> description);
  }

  /** Whether requests to this endpoint never leave the machine. */
  static boolean loopback(URI endpoint) {
    return LOOPBACK.contains(endpoint.getHost().toLowerCase(Locale.ROOT));
  }

  private static Validator check(String must, Predicate<Object> holds) {
    // That a required one is missing has been said already.
    return sentence(v -> v == null || holds.test(v) ? null : "must be " + must, must);
  }
}
