package io.bauta.vault;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** The file in which an earlier version kept the keys in clear. */
public final class ClearKeyFile {

  private ClearKeyFile() {}

  public static void write(Path file, VaultKeys keys) throws Exception {
    KeyFile.create(
        file,
        "{\"sealing\": %s, \"tokens\": %s}\n".formatted(json(keys.sealing()), json(keys.tokens())));
  }

  /** A text that only its owner may read. */
  public static void write(Path file, String text) throws IOException {
    KeyFile.create(file, text);
  }

  private static String json(KeysetHandle keyset) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get());
  }
}
