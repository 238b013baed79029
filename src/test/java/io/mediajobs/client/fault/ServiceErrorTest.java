package io.mediajobs.client.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.client.credentials.Credentials;
import io.mediajobs.client.credentials.Redaction;
import io.mediajobs.fuzz.InTime;
import io.mediajobs.job.JobsApiException.Reason;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceErrorTest {

  private static final Credentials CREDENTIALS =
      new Credentials("AKIDexample0001", "key-example-0001", "token/example+0001");

  @Test
  void readsXmlAsDocumented() {
    assertThat(
            read(
                """
                <?xml version='1.0' encoding='utf-8' ?>
                <Error>
                  <Code>SignatureExpired</Code>
                  <Message>The signature &amp; more</Message>
                  <RequestId>NjMx==</RequestId>
                  <TraceId>t</TraceId>
                </Error>
                """))
        .isEqualTo(new ServiceError("SignatureExpired", "The signature & more", "NjMx=="));
  }

  @Test
  void readsJson() {
    assertThat(read(" {\"code\":\"SlowDown\",\"message\":\"wait\",\"request_id\":\"r\",\"x\":{}}"))
        .isEqualTo(new ServiceError("SlowDown", "wait", "r"));
  }

  @Test
  void takesWhatThereIs() {
    assertThat(read("<Error><Code>SlowDown</Code><Message/></Error>"))
        .isEqualTo(new ServiceError("SlowDown", null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Bad Gateway",
        "<Error><Code>SlowDo",
        "{\"code\":",
        "{\"code\":{\"a\":1}}",
        "[]",
        "<html><body><br></body></html>",
        "<Error><Code>\u0001</Code></Error>",
        "<!DOCTYPE Error [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><Error><Code>&x;</Code></Error>"
      })
  void knowsNothingOfAnythingElse(String body) {
    assertThat(read(body)).isEqualTo(ServiceError.UNKNOWN);
  }

  @Test
  void keepsMessagesShortAndOnOneLine() {
    assertThat(message("a\n\t b\u001b[31m\u202ec")).isEqualTo("a b [31m c");
    assertThat(message("x".repeat(300))).isEqualTo("x".repeat(300));
    assertThat(message("x".repeat(301))).isEqualTo("x".repeat(300) + "…");
    assertThat(message("x".repeat(299) + "😀")).isEqualTo("x".repeat(299) + "…");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AKIDexample0001",
        "key-example-0001",
        "token/example+0001",
        "token%2Fexample%2B0001",
        "AKIDofSomebodyElse",
        "q-signature=097bc543d11df77f937b3b719f7b2bb9c43001bb",
        "q-sign-algorithm=sha1&q-ak=AKIDx&q-sign-time=1;2&q-key-time=1;2&q-header-list=host&"
            + "q-url-param-list=tag&q-signature=097bc543d11df77f937b3b719f7b2bb9c43001bb",
        "Authorization: Basic c2VjcmV0",
        "authorization=c2VjcmV0",
        "x-ci-security-token: c2VjcmV0",
        "097bc543d11df77f937b3b719f7b2bb9c43001bb"
      })
  void showsNothingThatSigns(String secret) {
    assertThat(message("got " + secret + " instead")).matches("got (x-ci-)?\\*\\*\\*\\* instead");
  }

  @Test
  void longTextTakesNoTime() {
    InTime.run(() -> assertThat(message("q-sign".repeat(10_000) + "=")).hasSize(301));
    StringBuilder names = new StringBuilder("<Error");
    for (int i = 0; i < 6000; i++) {
      names.append(" a").append(i).append("=''");
    }
    InTime.run(() -> assertThat(read(names + "><Code>c</Code></Error>").code()).isEqualTo("c"));
    InTime.run(() -> assertThat(read("<a>".repeat(20_000))).isEqualTo(ServiceError.UNKNOWN));
    InTime.run(
        () -> assertThat(read("{\"x\":" + "[".repeat(60_000))).isEqualTo(ServiceError.UNKNOWN));
  }

  @Test
  void leavesOrdinaryWordsAlone() {
    String text = "The Authorization you provided is invalid for key q of 63102aa3";
    assertThat(message(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "401, SecretidNotExist, SECRET_ID",
    "403, InvalidAccessKeyId, SECRET_ID",
    "401, InvalidAuthorization, SIGNATURE",
    "403, SignatureDoesNotMatch, SIGNATURE",
    "401, MissingAuthorization, SIGNATURE",
    "401, , SIGNATURE",
    "400, ExpiredToken, TOKEN",
    "403, InvalidToken, TOKEN",
    "403, AccessDenied, PERMISSION",
    "403, , PERMISSION",
    "404, NoSuchBucket, BUCKET",
    "403, NoSuchBucket, BUCKET",
    "400, MediaBucketUnBinded, BUCKET",
    "400, QueueNotFound, QUEUE",
    "404, QueueNotFound, QUEUE",
    "400, InvalidHost, PLACE",
    "404, InvalidUrl, PLACE",
    "301, PermanentRedirect, PLACE",
    "307, , PLACE",
    "400, InvalidArgument, QUESTION",
    "400, , QUESTION",
    "451, UnavailableForLegalReasons, OTHER",
    "501, , OTHER"
  })
  void knowsWhatARefusalIsAbout(int status, String code, Reason reason) {
    assertThat(new ServiceError(code, null, null).reason(status)).isEqualTo(reason);
  }

  private static String message(String text) {
    String json = "{\"message\":" + new com.fasterxml.jackson.databind.node.TextNode(text) + "}";
    return read(json).message();
  }

  private static ServiceError read(String body) {
    return ServiceError.read(body.getBytes(StandardCharsets.UTF_8), new Redaction(CREDENTIALS));
  }
}
