package io.bauta.app;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** The beginning of a body, as much as may be kept of it. What comes after is not waited for. */
final class CutBody implements BodySubscriber<byte[]> {

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final int bytesMax;
  private Optional<Subscription> subscription = Optional.empty();

  CutBody(int bytesMax) {
    this.bytesMax = bytesMax;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Subscription begun) {
    subscription = Optional.of(begun);
    begun.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> come) {
    for (ByteBuffer buffer : come) {
      byte[] bytes = new byte[Math.min(buffer.remaining(), bytesMax - kept.size())];
      buffer.get(bytes);
      kept.writeBytes(bytes);
    }
    if (kept.size() == bytesMax) {
      subscription.ifPresent(Subscription::cancel);
      body.complete(kept.toByteArray());
    } else {
      subscription.ifPresent(begun -> begun.request(1));
    }
  }

  @Override
  public void onError(Throwable broken) {
    body.completeExceptionally(broken);
  }

  @Override
  public void onComplete() {
    body.complete(kept.toByteArray());
  }
}
