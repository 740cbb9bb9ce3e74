package io.bauta.simulator.vobiz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What Vobiz keeps of an account: applications, and which number goes to which of them. */
final class VobizAccount {

  /** Identifiers of applications have seventeen digits. */
  private static final long FIRST_APP_ID = 10_000_000_000_000_001L;

  private final Map<String, VobizApplication> applications = new LinkedHashMap<>();
  private final Map<String, Optional<String>> appIdsByNumber = new LinkedHashMap<>();

  VobizAccount(List<String> numbers) {
    numbers.forEach(number -> appIdsByNumber.put(number, Optional.empty()));
  }

  synchronized VobizApplication create(Map<String, String> fields) {
    String appId = Long.toString(FIRST_APP_ID + applications.size());
    return put(new VobizApplication(appId, fields));
  }

  /** Changes what {@code fields} name; empty where there is no such application. */
  synchronized Optional<VobizApplication> change(String appId, Map<String, String> fields) {
    return application(appId)
        .map(
            before -> {
              Map<String, String> all = new TreeMap<>(before.fields());
              all.putAll(fields);
              return put(new VobizApplication(appId, all));
            });
  }

  synchronized void delete(String appId) {
    applications.remove(appId);
  }

  synchronized Optional<VobizApplication> application(String appId) {
    return Optional.ofNullable(applications.get(appId));
  }

  synchronized List<VobizApplication> applications() {
    return List.copyOf(applications.values());
  }

  synchronized boolean hasNumbers(String appId) {
    return appIdsByNumber.containsValue(Optional.of(appId));
  }

  synchronized List<String> numbers() {
    return new ArrayList<>(appIdsByNumber.keySet());
  }

  synchronized boolean hasNumber(String number) {
    return appIdsByNumber.containsKey(number);
  }

  synchronized Optional<String> appIdOf(String number) {
    return appIdsByNumber.getOrDefault(number, Optional.empty());
  }

  synchronized void attach(String number, Optional<String> appId) {
    appIdsByNumber.put(number, appId);
  }

  private VobizApplication put(VobizApplication application) {
    applications.put(application.appId(), application);
    return application;
  }
}
