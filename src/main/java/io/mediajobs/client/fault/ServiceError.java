package io.mediajobs.client.fault;

import com.fasterxml.aalto.stax.OutputFactoryImpl;
import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.xml.XmlFactory;
import com.fasterxml.jackson.dataformat.xml.XmlMapper;
import io.mediajobs.client.credentials.Redaction;
import io.mediajobs.client.page.XmlParsers;
import io.mediajobs.job.JobsApiException.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the service said went wrong, and what that is about by the vendor's tables. Other parts of
 * an error document, such as the string that was signed, are not even read.
 *
 * @param code {@code Code}; null where the answer has none
 * @param message {@code Message}; null where the answer has none
 * @param requestId {@code RequestId}; null where the answer has none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ServiceError(
    @JsonProperty("Code") @JsonAlias("code") @Nullable String code,
    @JsonProperty("Message") @JsonAlias("message") @Nullable String message,
    @JsonProperty("RequestId") @JsonAlias("request_id") @Nullable String requestId) {

  /** An error of which nothing can be read. */
  static final ServiceError UNKNOWN = new ServiceError(null, null, null);

  private static final int MAX_NAME = 100;
  private static final int MAX_MESSAGE = 300;

  private static final ObjectReader XML = new XmlMapper(xml()).readerFor(ServiceError.class);
  private static final ObjectReader JSON = new ObjectMapper().readerFor(ServiceError.class);

  /**
   * Reads the body of an error, redacted: XML as Cloud Infinite documents it, JSON as some COS
   * gateways answer. Never fails: of anything else nothing is known.
   */
  static ServiceError read(byte[] body, Redaction redaction) {
    ServiceError raw = parse(body);
    return new ServiceError(
        redaction.of(raw.code, MAX_NAME),
        redaction.of(raw.message, MAX_MESSAGE),
        redaction.of(raw.requestId, MAX_NAME));
  }

  /** Whether the error has this code. */
  boolean hasCode(String expected) {
    return expected.equals(code);
  }

  /**
   * What a refusal with this status is about. Codes of COS count too: a request to a host of its
   * kind is checked by it first.
   */
  Reason reason(int status) {
    return switch (code == null ? "" : code) {
      case "SecretidNotExist", "InvalidAccessKeyId" -> Reason.SECRET_ID;
      case "InvalidAuthorization", "SignatureDoesNotMatch" -> Reason.SIGNATURE;
      case "NoSuchBucket", "MediaBucketUnBinded" -> Reason.BUCKET;
      case "QueueNotFound" -> Reason.QUEUE;
      case "InvalidHost" -> Reason.PLACE;
      default -> code != null && code.contains("Token") ? Reason.TOKEN : byStatus(status);
    };
  }

  private static Reason byStatus(int status) {
    return switch (status) {
      case 400 -> Reason.QUESTION;
      case 401 -> Reason.SIGNATURE;
      case 403 -> Reason.PERMISSION;
      case 404 -> Reason.PLACE;
      default -> status >= 300 && status < 400 ? Reason.PLACE : Reason.OTHER;
    };
  }

  /** Whether a request was refused with this status for the time of its signature. */
  boolean isAboutTime(int status) {
    return isAboutAccess(status)
        && (hasCode("SignatureExpired")
            || hasCode("RequestTimeTooSkewed")
            || (hasCode("AccessDenied")
                && message != null
                && message.contains("Request has expired")));
  }

  /** Whether this key won't do, and another might. */
  boolean isAboutKey(int status) {
    return isAboutAccess(status) && !isAboutTime(status);
  }

  private static boolean isAboutAccess(int status) {
    return status == 401 || status == 403;
  }

  /**
   * What an operator can do about a request that was refused with this status.
   *
   * @param ifKeyRefused what to do where it was for its key
   * @return one clause, in the imperative
   */
  String advice(int status, RequestLabel label, String ifKeyRefused) {
    String place = "check ci.region, ci.bucket and ci.endpoint";
    return switch (reason(status)) {
      case SECRET_ID, SIGNATURE, TOKEN -> ifKeyRefused;
      case PERMISSION -> label.ifForbidden();
      case BUCKET -> hasCode("MediaBucketUnBinded") ? "bind the bucket to Cloud Infinite" : place;
      case PLACE -> place;
      case QUEUE -> "check ci.queue.ids";
      case QUESTION -> label.ifMistaken();
      default -> "look the code up in the error codes of Cloud Infinite";
    };
  }

  private static ServiceError parse(byte[] body) {
    try {
      ServiceError error = (isJson(body) ? JSON : XML.with(xml())).readValue(body);
      return error == null ? UNKNOWN : error;
    } catch (IOException | RuntimeException unreadable) {
      // The status has to do. Aalto reports some broken text unchecked.
      return UNKNOWN;
    }
  }

  /** For one document, as its parser remembers every name that it has ever read. */
  private static XmlFactory xml() {
    return XmlFactory.builder()
        // Explicit, so that no thread's class loader is asked for a parser.
        .xmlInputFactory(XmlParsers.factory())
        .xmlOutputFactory(new OutputFactoryImpl())
        .build();
  }

  private static boolean isJson(byte[] body) {
    for (byte octet : body) {
      if (octet > ' ') {
        return octet == '{';
      }
    }
    return false;
  }
}
