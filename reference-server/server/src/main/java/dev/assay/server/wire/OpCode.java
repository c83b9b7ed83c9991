package dev.assay.server.wire;

/** The operations that are offered, with ZooKeeper's numbers. */
enum OpCode {
  CREATE(1),
  DELETE(2),
  EXISTS(3),
  GET_DATA(4),
  SET_DATA(5),
  GET_CHILDREN(8),
  SYNC(9),
  PING(11),
  GET_CHILDREN2(12),
  CHECK(13),
  MULTI(14),
  CREATE2(15),
  AUTH(100),
  SET_WATCHES(101),
  GET_ALL_CHILDREN_NUMBER(104),
  SET_WATCHES2(105),
  CLOSE_SESSION(-11),
  /** Whatever is not offered, known to ZooKeeper or not. Also ZooKeeper's mark of an error. */
  OTHER(-1);

  private final int number;

  OpCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static OpCode of(int number) {
    for (OpCode code : values()) {
      if (code.number == number) {
        return code;
      }
    }
    return OTHER;
  }
}
