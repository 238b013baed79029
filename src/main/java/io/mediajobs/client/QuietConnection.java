package io.mediajobs.client;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.SocketHolder;

/**
 * A connection that logs neither headers nor bytes: at debug level the stock one writes the {@code
 * Authorization} header, the session token and every job into the worker's log. The client offers
 * no switch for it, hence a subclass.
 */
class QuietConnection extends DefaultManagedHttpClientConnection {

  QuietConnection(String id, Http1Config config) {
    super(id, null, null, config, null, null, null, null);
  }

  @Override
  public void bind(Socket socket) throws IOException {
    bind(new SocketHolder(socket));
  }

  @Override
  public void bind(SSLSocket tlsSocket, Socket socket) throws IOException {
    bind(new SocketHolder(tlsSocket, socket));
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
