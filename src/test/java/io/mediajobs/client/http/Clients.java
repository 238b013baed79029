package io.mediajobs.client.http;

import java.net.URI;
import java.time.Duration;

/** Builds settings of clients that are patient, for small answers, but for what a test sets. */
public final class Clients {

  private final URI endpoint;
  private Duration connectTimeout = Duration.ofSeconds(60);
  private Duration requestTimeout = Duration.ofSeconds(60);
  private int maxBytes = 1000;
  private int connections = 2;
  private String tokenHeader = ClientSettings.TOKEN_HEADER;

  private Clients(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** Clients of an endpoint. */
  public static Clients of(URI endpoint) {
    return new Clients(endpoint);
  }

  /** Bounds the time for a connection. */
  public Clients connectTimeout(Duration time) {
    connectTimeout = time;
    return this;
  }

  /** Bounds the time for a request. */
  public Clients requestTimeout(Duration time) {
    requestTimeout = time;
    return this;
  }

  /** Bounds an answer. */
  public Clients maxBytes(int bytes) {
    maxBytes = bytes;
    return this;
  }

  /** Bounds how many requests are under way at once. */
  public Clients connections(int count) {
    connections = count;
    return this;
  }

  /** Sends the token in another header. */
  public Clients tokenHeader(String name) {
    tokenHeader = name;
    return this;
  }

  /** The settings. */
  public ClientSettings settings() {
    return new ClientSettings(
        new Endpoint(endpoint.toString()),
        connectTimeout,
        requestTimeout,
        maxBytes,
        connections,
        "media-jobs-test",
        tokenHeader,
        null,
        null);
  }
}
