package dev.assay.report;

/**
 * How high the parts of the timeline are, in CSS pixels; known before the script runs, so that
 * nothing moves when it does.
 *
 * @param axis the time axis on top
 * @param faultRow each kind of fault
 * @param nodeRow each node
 * @param clientRow each client; less when there are many
 * @param gap between the three groups
 * @param height of it all
 */
record TimelineLayout(int axis, int faultRow, int nodeRow, int clientRow, int gap, int height) {
  static TimelineLayout of(Picture picture) {
    int clientRow = picture.rows() <= 24 ? 18 : picture.rows() <= 60 ? 11 : 6;
    long faults = picture.history().faults().stream().map(FaultEpisode::kind).distinct().count();
    int height =
        28 + (int) faults * 18 + 10 + picture.nodes().size() * 20 + 10 + picture.rows() * clientRow;
    return new TimelineLayout(28, 18, 20, clientRow, 10, height + 6);
  }
}
