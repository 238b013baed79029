package io.mediajobs.client.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The certificates of those who may vouch for the service, in place of the platform's. */
public final class TrustStore {

  /** The type of a file that has certificates as text, one after the other. */
  public static final String PEM = "PEM";

  private TrustStore() {}

  /**
   * What connects with these certificates trusted and no others. Host names are still checked.
   *
   * @param type {@code JKS}, {@code PKCS12} or {@link #PEM}
   * @param password opens the store, but for PEM; null where it needs none
   * @throws CertificateException if it is opened but has no certificate to trust
   * @throws IOException if it can't be opened, with an {@link
   *     java.security.UnrecoverableKeyException} as its cause where the password is what is wrong
   */
  public static SSLContext open(byte[] file, String type, @Nullable String password)
      throws IOException, GeneralSecurityException {
    KeyStore store = type.equals(PEM) ? pem(file) : KeyStore.getInstance(type);
    if (!type.equals(PEM)) {
      store.load(new ByteArrayInputStream(file), password == null ? null : password.toCharArray());
    }
    if (store.size() == 0) {
      throw new CertificateException("No certificate");
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore pem(byte[] file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    Collection<? extends Certificate> certificates;
    try {
      certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(file));
    } catch (CertificateException unreadable) {
      throw new IOException(unreadable);
    }
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("ca-" + store.size(), certificate);
    }
    return store;
  }
}
