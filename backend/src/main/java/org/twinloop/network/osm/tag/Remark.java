package org.twinloop.network.osm.tag;

/** What an import has to say about elements it left out, or did not take as they are. */
public enum Remark {
    WAY_NOT_BUILT("在建或规划的道路未导入", "roads under construction or proposed were left out"),
    WAY_CLOSED_TO_ALL("对所有方式封闭的道路未导入", "roads closed to every mode were left out"),
    WAY_UNKNOWN_CLASS("未知的道路类别未导入", "ways of a highway class that is not travelled on were left out"),
    WAY_WITHOUT_NODES("少于两个节点的道路未导入", "ways of fewer than two nodes were left out"),
    WAY_TWICE("重复的道路只导入一次", "ways that stand in the file twice were taken once"),
    NODE_MISSING("道路引用的节点不在文件中，道路在此断开", "nodes that ways name are not in the file; the ways are cut there"),
    ACCESS_CONDITIONAL("有时间条件的通行规则未采用", "access rules with a condition were ignored"),
    ACCESS_UNKNOWN("未知的通行规则未采用", "access words that are not known were ignored"),
    ONEWAY_REVERSIBLE("潮汐车道道路不对小汽车开放", "roads of changing direction were closed to cars"),
    SPEED_UNREADABLE("无法识别的限速改用默认值", "speed limits that cannot be read were replaced by defaults"),
    BARRIER_AT_JUNCTION("路口上的障碍物未采用", "barriers on a junction of several roads were ignored"),
    BARRIER_UNKNOWN("未知的障碍物未采用", "barriers of an unknown kind were ignored"),
    TURN_CONDITIONAL("有时间条件的转向限制未采用", "turn restrictions with a condition were ignored"),
    TURN_OTHER_VEHICLES("只针对其他车种的转向限制未采用", "turn restrictions for other vehicles only were left out"),
    TURN_UNKNOWN("未知的转向限制未采用", "turn restrictions of an unknown kind were ignored"),
    TURN_BROKEN("成员不全的转向限制未采用", "turn restrictions without from, via and to were rejected"),
    TURN_MEMBER_MISSING("成员不在路网中的转向限制未采用", "turn restrictions whose members are not in the network were rejected"),
    TURN_NOT_CONNECTED("成员互不相连的转向限制未采用", "turn restrictions whose members do not meet were rejected"),
    TURN_POINTLESS("本来就不能行驶的转向限制未导入", "turn restrictions on what cannot be driven anyway were left out"),
    TURN_AMBIGUOUS("含义不明确的转向限制未采用", "turn restrictions that can be read in several ways were rejected");

    private final String zh;
    private final String en;

    Remark(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    public String zh() {
        return zh;
    }

    public String en() {
        return en;
    }
}
