package io.mediajobs.client.http;

import java.io.IOException;

/** The proxy, not the service, answered: with a status other than 2xx, or that it wants a user. */
final class ProxyRefusal extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;

  ProxyRefusal(int status) {
    super("The proxy answered with HTTP " + status);
    this.status = status;
  }

  /** The HTTP status of the proxy's answer. */
  int status() {
    return status;
  }
}
