package io.bauta.carrier.vobiz;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.HttpReply;
import java.util.List;

/**
 * Where a conversation with Vobiz's API stands. A value: the same replies lead to the same place.
 *
 * @param <T> what the conversation is for
 */
interface VobizStep<T> {

  /** What is to be done here. */
  ApiStep<T> now();

  /** Where the reply to what is sent here leads. */
  VobizStep<T> after(HttpReply reply);

  /** Where a conversation stands after these replies. */
  static <T> ApiStep<T> after(List<HttpReply> replies, VobizStep<T> first) {
    VobizStep<T> step = first;
    for (HttpReply reply : replies) {
      step = step.after(reply);
    }
    return step.now();
  }

  static <T> VobizStep<T> finished(T result) {
    return new Over<>(new ApiStep.Finished<>(result));
  }

  static <T> VobizStep<T> failed(String why) {
    return new Over<>(new ApiStep.Failed<>(why));
  }

  /** The end; whatever else is replied changes nothing. */
  record Over<T>(ApiStep<T> now) implements VobizStep<T> {
    @Override
    public VobizStep<T> after(HttpReply reply) {
      return this;
    }
  }
}
