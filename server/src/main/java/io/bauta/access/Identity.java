package io.bauta.access;

/** Who or what asks, whatever they may. */
public sealed interface Identity {

  /** What tells one from another, for as long as they are there. */
  String id();

  /** Whoever has the admin key of the configuration. */
  record AdminKey() implements Identity {
    @Override
    public String id() {
      return "admin";
    }
  }

  /** Whoever has this API key. */
  record Key(ApiKeyId key) implements Identity {
    @Override
    public String id() {
      return key.toString();
    }
  }

  /** A person, in one of their logins. What is counted is counted of the person. */
  record Human(PersonId person, LoginId login) implements Identity {
    @Override
    public String id() {
      return person.toString();
    }
  }
}
