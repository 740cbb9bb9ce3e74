package io.bauta.session;

/** Hears of each session that was stored or changed, before the one who asked is answered. */
@FunctionalInterface
public interface SessionListener {

  /** Called when {@code session} is durable as it is here. Must not fail, and not wait. */
  void stored(MaskingSession session);
}
