package io.mediajobs.standin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * An authority made for one test run, and servers' certificates signed by it, by the JDK's keytool.
 */
public final class Certificates {

  /** Good for {@code 127.0.0.1} and {@code localhost}. */
  public static final String GOOD = "good";

  /** For another host name. */
  public static final String OTHER_HOST = "other";

  /** Good for {@code 127.0.0.1}, but of last year. */
  public static final String EXPIRED = "expired";

  /** Opens the trust stores. */
  public static final String PASSWORD = "trusting-1";

  /** As good, and newer. */
  public static final String RENEWED = "renewed";

  /** Good for {@code 127.0.0.1}, but signed by itself. */
  public static final String STRANGER = "stranger";

  private static final String AUTHORITY = "authority";

  /** What keytool is told of each; it takes its time, so each is made when it is first used. */
  private static final Map<String, List<String>> OPTIONS =
      Map.of(
          AUTHORITY,
          List.of("-ext", "bc:c"),
          GOOD,
          List.of("-signer", AUTHORITY, "-ext", "san=ip:127.0.0.1,dns:localhost"),
          RENEWED,
          List.of("-signer", AUTHORITY, "-ext", "san=ip:127.0.0.1"),
          STRANGER,
          List.of("-ext", "san=ip:127.0.0.1"),
          OTHER_HOST,
          List.of("-signer", AUTHORITY, "-ext", "san=dns:other.example"),
          EXPIRED,
          List.of(
              "-signer",
              AUTHORITY,
              "-ext",
              "san=ip:127.0.0.1",
              "-startdate",
              "-1y",
              "-validity",
              "30"));

  private final Path folder;

  /** Makes them, in a folder that is the caller's. */
  public Certificates(Path folder) throws Exception {
    this.folder = folder;
    keytool(AUTHORITY);
  }

  /** Makes TLS servers with one of the certificates. */
  public ServerSocketFactory server(String name) throws GeneralSecurityException, IOException {
    return context(name).getServerSocketFactory();
  }

  /** Secures connections with one of the certificates. */
  public SSLSocketFactory connection(String name) throws GeneralSecurityException, IOException {
    return context(name).getSocketFactory();
  }

  private synchronized SSLContext context(String name)
      throws GeneralSecurityException, IOException {
    if (!keys().containsAlias(name)) {
      keytool(name);
    }
    KeyStore keys = keys();
    KeyStore one = KeyStore.getInstance("PKCS12");
    one.load(null, null);
    char[] password = PASSWORD.toCharArray();
    one.setKeyEntry(name, keys.getKey(name, password), password, keys.getCertificateChain(name));
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(one, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private KeyStore keys() throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("keys.p12"))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  /** A file that trusts the authority: JKS, PKCS12 or PEM, the first two with the password. */
  public Path trustStore(String type) throws GeneralSecurityException, IOException {
    Path file = folder.resolve("trust." + type);
    Certificate authority = keys().getCertificate(AUTHORITY);
    if (type.equals("PEM")) {
      String text =
          Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(authority.getEncoded());
      String block = "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
      return Files.writeString(file, "The authority of a test\n" + block);
    }
    KeyStore store = KeyStore.getInstance(type);
    store.load(null, null);
    store.setCertificateEntry(AUTHORITY, authority);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    store.store(bytes, PASSWORD.toCharArray());
    return Files.write(file, bytes.toByteArray());
  }

  private void keytool(String alias) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-genkeypair", "-keyalg", "EC"));
    command.addAll(List.of("-alias", alias, "-dname", "CN=" + alias, "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", folder.resolve("keys.p12").toString()));
    command.addAll(List.of("-storepass", PASSWORD));
    command.addAll(OPTIONS.get(alias));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool failed: " + said);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException(stop);
    }
  }
}
