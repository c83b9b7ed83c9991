package dev.assay.checker.model;

/** What an operation on one key of a store of strings means. */
public sealed interface KeyValueCall {
  /** It returned this string. */
  record Get(String value) implements KeyValueCall {}

  /** The string is this one now. */
  record Put(String value) implements KeyValueCall {}

  /** This was added at the string's end. */
  record Append(String value) implements KeyValueCall {}
}
