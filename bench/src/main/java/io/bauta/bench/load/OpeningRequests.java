package io.bauta.bench.load;

import io.bauta.bench.Numbers;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One client, who opens session after session: an agent has some with one customer each, then it is
 * the next agent's turn. No two sessions are of the same people, so none is refused.
 */
final class OpeningRequests implements RequestMaker {

  private static final int SESSIONS_OF_AN_AGENT = 10;
  private static final int FIRST_AGENT = 500_000_000;
  private static final String AGENT = "111111111111";
  private static final String CUSTOMER = "222222222222";
  private static final int CREATED = 201;

  private final Template template;
  private final Template.Slot agent;
  private final Template.Slot customer;
  private final People people;
  private final Set<String> lentToAgent = new HashSet<>();
  private int sessionsOfAgent = SESSIONS_OF_AN_AGENT;
  private int agentPlace;

  /** Who had their turn already, whichever client opened their session. */
  static final class People {
    private final AtomicInteger agents = new AtomicInteger();
    private final AtomicInteger customers = new AtomicInteger();
  }

  OpeningRequests(URI url, String pool, People people) {
    String body =
        ("{\"pool\":\"%s\",\"ttl_seconds\":86400,\"participants\":"
                + "[{\"real_number\":\"+%s\"},{\"real_number\":\"+%s\"}]}")
            .formatted(pool, AGENT, CUSTOMER);
    this.template =
        new Template(
            ("POST /v1/sessions HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n"
                    + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s")
                .formatted(url.getRawAuthority(), LoadServer.ADMIN_KEY, body.length(), body));
    this.agent = template.slot(AGENT);
    this.customer = template.slot(CUSTOMER);
    this.people = people;
  }

  @Override
  public void prepare() {}

  @Override
  public boolean write(ByteBuffer out) {
    if (sessionsOfAgent == SESSIONS_OF_AN_AGENT) {
      sessionsOfAgent = 0;
      agentPlace = FIRST_AGENT + people.agents.getAndIncrement();
      lentToAgent.clear();
    }
    sessionsOfAgent++;
    template.putDecimal(agent, Numbers.person(agentPlace).digits());
    template.putDecimal(customer, Numbers.person(people.customers.getAndIncrement()).digits());
    out.put(template.bytes());
    return true;
  }

  /** Opened, and the agent dials a number in it that is in none of their other sessions. */
  @Override
  public boolean isExpected(Response response) {
    if (response.status() != CREATED) {
      return false;
    }
    String body = response.body();
    int name = body.indexOf("\"dials\"");
    int start = body.indexOf('"', body.indexOf(':', name)) + 1;
    return name > 0 && lentToAgent.add(body.substring(start, body.indexOf('"', start)));
  }
}
