package io.bauta.app;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code bauta logout}: ends the login that {@code bauta login} began. */
@Command(
    name = "logout",
    description = "Ends the login that bauta login began, at the server too.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class LogoutCommand implements Callable<Integer> {

  private final LoginFile file;

  @Mixin private UrlOption server;

  @Spec private CommandSpec spec;

  LogoutCommand() {
    this(LoginFile.usual(System.getenv()));
  }

  LogoutCommand(LoginFile file) {
    this.file = file;
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<String> token = file.token(server.url(), Instant.now());
    file.forget(server.url());
    if (token.isPresent()) {
      new ApiClient(server.url(), token.get())
          .post(LoginHttp.LOGOUT, JsonMapper.shared().createObjectNode());
    }
    spec.commandLine().getErr().println(token.isPresent() ? "Logged out" : "There was no login");
    spec.commandLine().getErr().flush();
    return 0;
  }
}
