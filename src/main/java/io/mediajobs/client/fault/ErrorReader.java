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
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of an error: XML as Cloud Infinite documents it, JSON as some COS gateways answer,
 * or whatever else came.
 */
final class ErrorReader {

  private static final int MAX_NAME = 100;
  private static final int MAX_MESSAGE = 300;

  private static final ObjectReader XML = new XmlMapper(xml()).readerFor(ServiceError.class);
  private static final ObjectReader JSON = new ObjectMapper().readerFor(ServiceError.class);

  private ErrorReader() {}

  /**
   * What the service said went wrong. Other parts of an error document, such as the string that was
   * signed, are not even read.
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

    /** Whether the error has this code. */
    boolean hasCode(String expected) {
      return expected.equals(code);
    }
  }

  /** The error, redacted; its fields are null where the body does not give them. Never fails. */
  static ServiceError read(byte[] body, Redaction redaction) {
    ServiceError raw = parse(body);
    return new ServiceError(
        redaction.of(raw.code(), MAX_NAME),
        redaction.of(raw.message(), MAX_MESSAGE),
        redaction.of(raw.requestId(), MAX_NAME));
  }

  private static ServiceError parse(byte[] body) {
    try {
      ServiceError error = (isJson(body) ? JSON : XML.with(xml())).readValue(body);
      return error == null ? ServiceError.UNKNOWN : error;
    } catch (IOException | RuntimeException unreadable) {
      // The status has to do. Aalto reports some broken text unchecked.
      return ServiceError.UNKNOWN;
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
