package io.bauta.app;

import io.bauta.access.Denial;
import io.bauta.api.ApiAnswer;
import io.bauta.api.ApiReply;
import io.bauta.api.ApiStream;
import io.bauta.api.Denials;
import io.bauta.api.Problem;
import io.bauta.api.ProblemException;
import io.bauta.carrier.HttpReply;
import io.bauta.store.StoreUnavailableException;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes plain replies through the HTTP library, and faults as problems. */
final class Replies {

  private static final String RETRY_AFTER_SECONDS = "2";
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

  private Replies() {}

  static void send(ServerRequest request, ServerResponse response, Problem problem) {
    send(request, response, problem.reply());
  }

  static void send(ServerRequest request, ServerResponse response, ApiAnswer answer) {
    switch (answer) {
      case ApiReply reply -> send(request, response, reply);
      case ApiStream stream -> send(request, response, stream);
    }
  }

  private static void send(ServerRequest request, ServerResponse response, ApiStream stream) {
    ReplyHeaders.add(request, response);
    response.status(stream.status());
    response.header(HeaderNames.CONTENT_TYPE, stream.contentType());
    stream.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
    stream.length().ifPresent(response.headers()::contentLength);
    if (request.prologue().method().equals(Method.HEAD)) {
      response.send();
      return;
    }
    try {
      OutputStream out = response.outputStream();
      stream.body().writeTo(out);
      out.close();
    } catch (IOException | UncheckedIOException | ServerConnectionException gone) {
      throw new CloseConnectionException("the client is gone", gone);
    } catch (RuntimeException fault) {
      // The status has left already. A body that ends in good order would be taken for whole.
      LOG.error("an answer is broken off: {}", Faults.withoutMessages(fault));
      throw new CloseConnectionException("the answer is broken off", fault);
    }
  }

  private static void send(ServerRequest request, ServerResponse response, ApiReply reply) {
    send(request, response, new HttpReply(reply.status(), reply.contentType(), reply.body()));
  }

  static void send(ServerRequest request, ServerResponse response, HttpReply reply) {
    ReplyHeaders.add(request, response);
    response.status(reply.status());
    if (reply.body().length == 0) {
      response.send();
      return;
    }
    response.header(HeaderNames.CONTENT_TYPE, reply.contentType());
    if (request.prologue().method().equals(Method.HEAD)) {
      // The library would send the body, and the client take it for the next reply.
      response.headers().contentLength(reply.body().length);
      response.send();
    } else {
      response.send(reply.body());
    }
  }

  /** To whoever is not let in. */
  static void denied(ServerRequest request, ServerResponse response, Denial why) {
    add(Denials.headers(why), response);
    send(request, response, Denials.problem(why));
  }

  static void add(Map<String, String> headers, ServerResponse response) {
    headers.forEach((name, value) -> response.header(HeaderNames.create(name), value));
  }

  /**
   * To a path that is served, but not so.
   *
   * @param allowed the methods with which it is
   */
  static void wrongMethod(ServerRequest request, ServerResponse response, String allowed) {
    response.header(HeaderNames.ALLOW, allowed);
    send(request, response, new Problem(405, "method_not_allowed", "expected one of " + allowed));
  }

  /** Every exception ends as a reply here. */
  static void ofFaults(HttpRouting.Builder routing) {
    routing.error(
        ProblemException.class, (request, response, e) -> send(request, response, e.problem()));
    routing.error(RequestBody.TooLong.class, Replies::tooLong);
    routing.error(RequestBody.Broken.class, Replies::broken);
    routing.error(HttpException.class, Replies::refused);
    routing.error(StoreUnavailableException.class, Replies::storeAway);
    routing.error(Exception.class, Replies::fault);
  }

  private static void broken(ServerRequest request, ServerResponse response, RequestBody.Broken e) {
    // Where the next request begins is anybody's guess: this connection cannot be used again.
    response.header(HeaderValues.CONNECTION_CLOSE);
    send(request, response, new Problem(400, "body_cut_off", String.valueOf(e.getMessage())));
  }

  private static void tooLong(
      ServerRequest request, ServerResponse response, RequestBody.TooLong e) {
    // The rest of the body is still on its way: this connection cannot be used again.
    response.header(HeaderValues.CONNECTION_CLOSE);
    send(request, response, new Problem(413, "body_too_long", String.valueOf(e.getMessage())));
  }

  private static void refused(ServerRequest request, ServerResponse response, HttpException e) {
    send(
        request,
        response,
        new Problem(e.status().code(), "bad_request", "the request is not valid HTTP"));
  }

  /** Calls are still answered from memory; what must be durable cannot be done now. */
  private static void storeAway(
      ServerRequest request, ServerResponse response, StoreUnavailableException e) {
    LOG.error("the store is away: {}", e.getMessage());
    response.header(HeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
    send(
        request,
        response,
        new Problem(503, "store_unavailable", "the database does not answer: try again"));
  }

  /** Our fault. The message of an exception could hold anything, so nobody sees any of it. */
  private static void fault(ServerRequest request, ServerResponse response, Exception e) {
    LOG.error("{} failed: {}", request.prologue().method().text(), Faults.withoutMessages(e));
    send(
        request,
        response,
        new Problem(500, "internal_error", "the server failed; its log says where"));
  }
}
