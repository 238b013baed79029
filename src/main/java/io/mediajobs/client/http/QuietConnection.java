package io.mediajobs.client.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection that logs neither headers nor bytes: at debug level the stock one writes the {@code
 * Authorization} header, the session token and every job into the worker's log. Nor does it listen
 * to what nobody asked for. The client offers no switch for either, hence a subclass.
 */
class QuietConnection extends DefaultManagedHttpClientConnection {

  QuietConnection(String id, Http1Config config) {
    // The stock parser would not know of the bounds on a head.
    super(id, null, null, config, null, null, null, new DefaultHttpResponseParserFactory(config));
  }

  @Override
  public void bind(Socket socket) throws IOException {
    bind(new SocketHolder(socket));
  }

  @Override
  public void bind(SSLSocket tlsSocket, Socket socket) throws IOException {
    bind(new SocketHolder(tlsSocket, socket));
  }

  /**
   * Also where bytes wait that no request has asked for: the rest of an answer whose length was
   * wrong, or another answer. The stock check lets them pass, and the next request would take them
   * for its own answer. It is the one wait of a request that is ours, so there is no second one.
   */
  @Override
  public boolean isStale() throws IOException {
    if (!isOpen() || !isConsistent()) {
      return true;
    }
    try {
      // Bytes, or the end: there should be neither.
      awaitInput(Timeout.ONE_MILLISECOND);
      return true;
    } catch (SocketTimeoutException alive) {
      return false;
    } catch (SocketException broken) {
      return true;
    }
  }

  @Override
  protected void onRequestSubmitted(ClassicHttpRequest request) {
    // Not logged.
  }

  @Override
  protected void onResponseReceived(ClassicHttpResponse response) {
    // Not logged.
  }
}
