package io.bauta.app;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--url",
      paramLabel = "U",
      defaultValue = "http://127.0.0.1:8080",
      description = "The running server (default: ${DEFAULT-VALUE}).")
  private URI url;

  @Spec private CommandSpec spec;

  LogoutCommand() {
    this(LoginFile.usual(System.getenv()));
  }

  LogoutCommand(LoginFile file) {
    this.file = file;
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<String> token = file.token(url, Instant.now());
    file.forget(url);
    if (token.isPresent()) {
      new ApiClient(url, token.get())
          .post(LoginHttp.LOGOUT, JsonMapper.shared().createObjectNode());
    }
    spec.commandLine().getErr().println(token.isPresent() ? "Logged out" : "There was no login");
    spec.commandLine().getErr().flush();
    return 0;
  }
}
