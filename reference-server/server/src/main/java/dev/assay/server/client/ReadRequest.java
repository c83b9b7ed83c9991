package dev.assay.server.client;

/**
 * What is answered from the local tree. {@code watch}: tell the client of the next change, once.
 */
public sealed interface ReadRequest {
  String path();

  boolean watch();

  record Exists(String path, boolean watch) implements ReadRequest {}

  record GetData(String path, boolean watch) implements ReadRequest {}

  /** The names of the children, and the node's stat. */
  record GetChildren(String path, boolean watch) implements ReadRequest {}
}
