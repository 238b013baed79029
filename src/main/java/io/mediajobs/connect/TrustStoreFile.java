package io.mediajobs.connect;

import io.mediajobs.client.TrustStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The trust store that settings name.
 *
 * @param location the file, on this worker
 * @param type JKS, PKCS12 or PEM
 * @param password opens it; null where there is none
 */
record TrustStoreFile(String location, String type, @Nullable String password) {

  static final String PKCS12 = "PKCS12";

  /**
   * Reads the file.
   *
   * @throws ConfigException with a sentence, if it can't be used
   */
  SSLContext open() {
    try {
      return read();
    } catch (Unusable unusable) {
      throw new ConfigException(unusable.complaint.sentence());
    }
  }

  /** Why the file can't be used, without the password; null if it can. */
  @Nullable Complaint complaint() {
    try {
      read();
      return null;
    } catch (Unusable unusable) {
      return unusable.complaint;
    }
  }

  private SSLContext read() throws Unusable {
    if (password != null && type.equals(TrustStore.PEM)) {
      throw new Unusable(
          ConnectionSection.TRUSTSTORE_PASSWORD,
          "can't be set with ssl.truststore.type=PEM, which has none");
    }
    byte[] file;
    try {
      file = Files.readAllBytes(Path.of(location));
    } catch (IOException | InvalidPathException unreadable) {
      throw new Unusable("names a file that can't be read on this worker");
    }
    try {
      return TrustStore.open(file, type, password);
    } catch (CertificateException empty) {
      boolean locked = type.equals(PKCS12) && password == null;
      throw new Unusable(
          "names a file without certificates to trust"
              + (locked ? "; set ssl.truststore.password if they are encrypted" : ""));
    } catch (IOException | GeneralSecurityException unusable) {
      // Without the cause, as nobody knows what it repeats.
      throw unusable.getCause() instanceof UnrecoverableKeyException
          ? new Unusable(
              ConnectionSection.TRUSTSTORE_PASSWORD,
              "doesn't open the file of ssl.truststore.location")
          : new Unusable("names a file that is no trust store of ssl.truststore.type=" + type);
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return location + " (" + type + ")";
  }

  /** That the file can't be used, and why. */
  private static final class Unusable extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Complaint complaint;

    private Unusable(String why) {
      this(ConnectionSection.TRUSTSTORE, why);
    }

    private Unusable(String key, String why) {
      super(key + " " + why);
      this.complaint = new Complaint(key, why);
    }
  }
}
