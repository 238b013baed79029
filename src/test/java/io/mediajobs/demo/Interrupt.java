package io.mediajobs.demo;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C, taken as a wish rather than an order: the first ends the demo with its summary, the
 * second at once. The JDK's only class for signals is {@code sun.misc.Signal}; it is called by
 * reflection because the compiler warns of its name.
 */
final class Interrupt {

  private Interrupt() {}

  /** Opens the latch at the first Ctrl-C or SIGTERM. */
  static void opens(CountDownLatch latch) throws ReflectiveOperationException {
    handle("INT", 2, latch);
    handle("TERM", 15, latch);
  }

  private static void handle(String name, int number, CountDownLatch latch)
      throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object onSignal =
        Proxy.newProxyInstance(
            Interrupt.class.getClassLoader(),
            new Class<?>[] {handler},
            (proxy, method, arguments) -> {
              if (latch.getCount() == 0) {
                Runtime.getRuntime().halt(128 + number);
              }
              latch.countDown();
              return null;
            });
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(name), onSignal);
  }
}
