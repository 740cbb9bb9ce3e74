package io.bauta.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.carrier.HttpReply;

/**
 * The few pages that people see who log in: plain, without script and without anything secret but
 * what a form must carry.
 */
final class LoginPage {

  private static final String TYPE = "text/html; charset=utf-8";

  private LoginPage() {}

  /** A page that says {@code text}, and lets go to {@code link}. */
  static HttpReply of(int status, String title, String text, String link, String linkText) {
    return page(
        status, title, "<p>" + escaped(text) + "</p>\n<p>" + link(link, linkText) + "</p>\n");
  }

  /** A page with one button, which posts to {@code action}. */
  static HttpReply withButton(
      String title, String text, String action, String field, String value, String button) {
    String hidden =
        field.isEmpty()
            ? ""
            : "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                .formatted(escaped(field), escaped(value));
    return page(
        200,
        title,
        "<p>%s</p>\n<form method=\"post\" action=\"%s\">%s<button>%s</button></form>\n"
            .formatted(escaped(text), escaped(action), hidden, escaped(button)));
  }

  private static HttpReply page(int status, String title, String body) {
    String html =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Bauta: %1$s</title></head>
        <body>
        <h1>%1$s</h1>
        %2$s</body>
        </html>
        """
            .formatted(escaped(title), body);
    return new HttpReply(status, TYPE, html.getBytes(UTF_8));
  }

  private static String link(String url, String text) {
    return "<a href=\"%s\">%s</a>".formatted(escaped(url), escaped(text));
  }

  /** Whatever it is, it is text: a person's name comes from outside. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
