package io.mediajobs.client.http;

import static io.mediajobs.client.fault.FailureMessagesTest.LISTING;
import static io.mediajobs.client.fault.FailureMessagesTest.faults;
import static io.mediajobs.client.fault.FailureMessagesTest.listing;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.Test;

class NetworkFailureTest {

  @Test
  void wordsFailuresOfTheNetwork() {
    network(new UnknownHostException("b-1.example"), "the host name is unknown", true);
    network(new SocketTimeoutException("x"), "not connected within connect.timeout.ms=5000", true);
    network(new SocketException("Connection reset"), "SocketException: Connection reset", true);
    network(new SSLHandshakeException("PKIX failed"), "TLS failed: PKIX failed", true);
    network(new NoHttpResponseException("x"), "the connection was closed too early", false);
    network(new ClientProtocolException("body"), "what came back is not HTTP", false);
    network(new MalformedChunkCodingException("body"), "what came back is not HTTP", false);
    network(new IOException("body") {}, "", false);
  }

  private void network(IOException failure, String reason, boolean shown) {
    JobsApiException fault = faults(listing()).unreachable(failure);
    assertThat(fault.kind()).isEqualTo(Kind.RETRY);
    assertThat(fault.reason())
        .isEqualTo(failure instanceof SSLHandshakeException ? Reason.PLACE : Reason.NETWORK);
    assertThat(fault.status()).isZero();
    assertThat(fault)
        .hasMessage(
            LISTING
                + "got no answer from https://b-1.example ("
                + (reason.isEmpty() ? "unknown" : reason)
                + "): check the network and ci.endpoint if this lasts");
    assertThat(fault.getCause()).isSameAs(shown ? failure : null);
  }
}
