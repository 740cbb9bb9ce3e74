package io.bauta.carrier.vobiz;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SetupPlan;
import io.bauta.number.ProxyNumber;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class VobizApiProperties {

  private final Vobiz vobiz = new Vobiz();
  private final CarrierAccount account =
      Requests.account(
          Optional.of(Requests.PUBLIC_URL),
          Map.of("auth-id", new Secret("MA_XXXXXXXX"), "auth-token", new Secret(Requests.TOKEN)));

  @Property
  void noReplyMakesAConversationThrow(@ForAll("replies") List<HttpReply> replies) {
    SetupPlan plan = new SetupPlan(List.of(new ProxyNumber(919_000_000_001L)));

    assertThat(vobiz.numbers(account, replies)).isNotNull();
    assertThat(vobiz.setUp(account, plan, replies)).asString().doesNotContain(Requests.TOKEN);
  }

  @Provide
  Arbitrary<List<HttpReply>> replies() {
    Arbitrary<String> body =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(60),
            Arbitraries.of(
                "{}",
                "{\"items\":[{\"e164\":\"+919000000001\"}],\"total\":1e400}",
                "{\"items\":[{\"e164\":\"+919000000001\",\"application_id\":{}}]}",
                "{\"items\":[{\"e164\":\"+919000000001\"}],\"total\":1}",
                "{\"items\":{\"a\":1},\"total\":\"many\"}",
                "{\"items\":[null,7,[]],\"total\":9}",
                "{\"objects\":[],\"meta\":null}",
                "{\"objects\":[null,\"x\"],\"meta\":{\"next\":true}}",
                "{\"objects\":[{\"app_name\":\"bauta-vobiz\",\"app_id\":77}]}",
                "{\"app_id\":\"1\"}"));
    Arbitrary<Integer> status = Arbitraries.of(200, 200, 200, 201, 204, 301, 401, 404, 500, 99);
    return status
        .flatMap(code -> body.map(text -> HttpReply.text(code, "application/json", text)))
        .list()
        .ofMaxSize(6);
  }
}
