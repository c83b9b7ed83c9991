package dev.assay.server.wire;

import dev.assay.server.tree.Code;
import dev.assay.server.tree.Request;
import dev.assay.server.tree.Result;
import dev.assay.server.wire.RequestDecoder.RejectedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.jute.BinaryInputArchive;
import org.apache.jute.Record;
import org.apache.zookeeper.proto.Create2Response;
import org.apache.zookeeper.proto.CreateResponse;
import org.apache.zookeeper.proto.ErrorResponse;
import org.apache.zookeeper.proto.MultiHeader;
import org.apache.zookeeper.proto.SetDataResponse;

/**
 * A multi on the wire: each part is a header with its operation's number and the part itself; a
 * header that says "done" ends it. A failed multi is answered in the same form, with an error for
 * every part and no error in the reply's own header.
 */
final class MultiCodec {
  private MultiCodec() {}

  static Request.Multi decode(BinaryInputArchive in) throws IOException, RejectedException {
    List<Request.Single> requests = new ArrayList<>();
    MultiHeader header = Jute.read(in, new MultiHeader());
    while (!header.getDone()) {
      requests.add(RequestDecoder.single(OpCode.of(header.getType()), in));
      header = Jute.read(in, new MultiHeader());
    }
    return new Request.Multi(requests);
  }

  static List<Record> done(List<Result> results) {
    List<Record> records = new ArrayList<>();
    results.forEach(result -> addPart(records, result));
    records.add(end());
    return records;
  }

  static List<Record> failed(List<Code> codes) {
    List<Record> records = new ArrayList<>();
    for (Code code : codes) {
      records.add(new MultiHeader(OpCode.OTHER.number(), false, code.number()));
      records.add(new ErrorResponse(code.number()));
    }
    records.add(end());
    return records;
  }

  private static void addPart(List<Record> records, Result result) {
    switch (result) {
      case Result.Created created when created.withStat() -> {
        records.add(part(OpCode.CREATE2));
        records.add(new Create2Response(created.path(), ReplyEncoder.stat(created.stat())));
      }
      case Result.Created created -> {
        records.add(part(OpCode.CREATE));
        records.add(new CreateResponse(created.path()));
      }
      case Result.Deleted _ -> records.add(part(OpCode.DELETE));
      case Result.DataSet set -> {
        records.add(part(OpCode.SET_DATA));
        records.add(new SetDataResponse(ReplyEncoder.stat(set.stat())));
      }
      case Result.Checked _ -> records.add(part(OpCode.CHECK));
      case Result.Failed _,
          Result.MultiDone _,
          Result.MultiFailed _,
          Result.SessionCreated _,
          Result.SessionAttached _,
          Result.SessionClosed _,
          Result.Existing _,
          Result.Data _,
          Result.Children _,
          Result.Synced _,
          Result.WatchesSet _ ->
          throw new IllegalArgumentException("no part of a multi: " + result);
    }
  }

  private static MultiHeader part(OpCode code) {
    return new MultiHeader(code.number(), false, 0);
  }

  private static MultiHeader end() {
    return new MultiHeader(OpCode.OTHER.number(), true, -1);
  }
}
