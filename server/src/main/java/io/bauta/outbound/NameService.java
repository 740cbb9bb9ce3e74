package io.bauta.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where host names lead. */
@FunctionalInterface
interface NameService {

  /** How long a look-up may take; the operating system itself cannot be told to stop. */
  Duration WAIT_MAX = Duration.ofSeconds(5);

  /** The operating system's. */
  NameService SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /**
   * All addresses of {@code host}, or the one that it is.
   *
   * @throws UnknownHostException when there is none
   */
  List<InetAddress> addresses(String host) throws UnknownHostException;

  /** The same, but not beyond {@link #WAIT_MAX}. */
  default List<InetAddress> addressesInTime(String host) throws UnknownHostException {
    CompletableFuture<List<InetAddress>> looking = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try {
            looking.complete(addresses(host));
          } catch (UnknownHostException | RuntimeException none) {
            looking.completeExceptionally(none);
          }
        });
    try {
      return looking.get(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException none) {
      throw new UnknownHostException("no address");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("stopped");
    }
  }
}
