package io.bauta.carrier.vobiz;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierNumber;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.JsonBody;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.number.HomeRegion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Reads the list of the account's numbers, page by page.
 *
 * @param seen how many items the pages before held, whatever they were
 * @param then what comes after the last page
 * @param refused what comes after an error
 */
record VobizNumberPages<T>(
    VobizApi api,
    HomeRegion home,
    int page,
    int seen,
    List<VobizOwnNumber> found,
    Function<List<VobizOwnNumber>, VobizStep<T>> then,
    Function<HttpReply, VobizStep<T>> refused)
    implements VobizStep<T> {

  private static final int PER_PAGE = 100;
  private static final int PAGES_MAX = 1_000;

  /** The first page. */
  VobizNumberPages(
      VobizApi api,
      HomeRegion home,
      Function<List<VobizOwnNumber>, VobizStep<T>> then,
      Function<HttpReply, VobizStep<T>> refused) {
    this(api, home, 1, 0, List.of(), then, refused);
  }

  /** The account's numbers, and their health. */
  static ApiStep<List<CarrierNumber>> list(CarrierAccount account, List<HttpReply> replies) {
    Optional<VobizApi> api = VobizApi.of(account);
    if (api.isEmpty()) {
      return new ApiStep.Failed<>(VobizApi.missingCredentials());
    }
    return VobizStep.after(
        replies,
        new VobizNumberPages<>(
            api.get(),
            account.homeRegion(),
            numbers -> VobizStep.finished(numbers.stream().map(VobizOwnNumber::number).toList()),
            reply -> VobizStep.failed("listing the numbers: " + VobizApi.explain(reply))));
  }

  /** A main account's list holds its sub-accounts' numbers too, unless told otherwise. */
  @Override
  public ApiStep<T> now() {
    return ApiStep.Send.read(
        "list the numbers of the account, page %d".formatted(page),
        api.get(
            "/numbers?page=%d&per_page=%d&include_subaccounts=false".formatted(page, PER_PAGE)));
  }

  @Override
  public VobizStep<T> after(HttpReply reply) {
    if (!VobizApi.isDone(reply)) {
      return refused.apply(reply);
    }
    try {
      JsonNode list = JsonBody.object(reply.body());
      JsonNode items = list.path("items");
      List<VobizOwnNumber> all = new ArrayList<>(found);
      for (JsonNode item : items) {
        VobizOwnNumber.read(item, home).ifPresent(all::add);
      }
      int sofar = seen + items.size();
      boolean more = !items.isEmpty() && isMore(list, items.size(), sofar);
      return more ? next(sofar, all) : then.apply(all);
    } catch (MalformedWebhookException unreadable) {
      return VobizStep.failed("Vobiz's list of numbers cannot be read: " + unreadable.getMessage());
    }
  }

  /** A page may hold fewer than asked for, so what was seen is counted and not worked out. */
  private static boolean isMore(JsonNode list, int items, int sofar) {
    JsonNode total = list.path("total");
    return total.isNumber() ? sofar < total.asLong(0) : items >= PER_PAGE;
  }

  private VobizStep<T> next(int sofar, List<VobizOwnNumber> all) {
    return page == PAGES_MAX
        ? VobizStep.failed("Vobiz lists more than %d pages of numbers".formatted(PAGES_MAX))
        : new VobizNumberPages<>(api, home, page + 1, sofar, all, then, refused);
  }
}
