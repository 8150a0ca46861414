"""What people call the parts of a car, beside the names of the standard's list. The commonest name stands first; behind the mark
`；` stands what goes wrong with them."""

GROUPS = {
    "engine": "发动机 引擎 engine turbo； 机油 烧机油 漏机油 漏油 增压 涡轮 抖动 熄火 异响 积碳 水温 高温 冷却液 防冻液 水泵 正时 "
    "启动不了 动力不足 没有动力 oil stall",
    "gearbox": "变速箱 波箱 gearbox transmission； 挡位 换挡 挂挡 挂不上挡 顿挫 闯挡 打滑 双离合 自动挡 手动挡 阀体 机电单元 变矩器 "
    "shift",
    "traction_battery": "动力电池 电池包 大电池 高压电池 battery； 电池 电芯 续航 充电 充不进电 掉电 起火 冒烟 charging range",
    "drive_motor": "驱动电机 电机 电动机 电驱 马达 motor",
    "steering_system": "方向盘 方向机 转向 steering wheel； 方向 助力 跑偏 打方向 拉杆",
    "braking_system": "刹车 手刹 brakes； 制动 刹不住 电子手刹 驻车 刹车泵 刹车总泵 分泵 卡钳 刹车盘 ABS",
    "suspension_system": "减震器 悬挂 避震 shock absorber suspension； 减震 底盘 异响 底盘异响 摆臂 平衡杆 连杆",
    "driveline": "传动轴 半轴 差速器 driveshaft； 底盘 分动箱 四驱",
    "axle": "车桥 半轴 差速器 axle； 前桥 后桥 底盘",
    "pollution_control_device": "三元催化 尾气处理 exhaust emission； 尾气 排放 排气 三元 颗粒捕集 颗粒 氧传感器 炭罐 冒黑烟",
    "vehicle_body": "车门 大梁 body door； 车身 车门异响 开裂 漏水 生锈 纵梁 骨架 焊点 leak",
}
COMPONENTS = {
    "engine_crankshaft": "曲轴",
    "engine_main_bearing": "曲轴瓦 大瓦",
    "engine_connecting_rod_bearing": "连杆瓦 小瓦",
    "engine_piston_ring": "活塞环",
    "engine_cylinder_head": "缸盖 气缸垫 缸垫",
    "engine_cylinder_block": "缸体",
    "gearbox_case": "变速箱壳 波箱壳",
    "gearbox_internal_power_element": "变速箱离合器 离合器片组 液力变矩器",
    "steering_gear_assembly": "方向机 转向机",
    "steering_tie_rod": "转向拉杆 方向拉杆",
    "steering_knuckle": "羊角",
    "brake_master_cylinder": "刹车总泵 制动总泵",
    "brake_wheel_cylinder": "刹车分泵 制动分泵",
    "brake_booster": "刹车助力器 助力泵 真空助力",
    "brake_pedal_and_bracket": "刹车踏板",
    "suspension_spring": "减震弹簧 避震弹簧 空气悬架",
    "suspension_control_arm": "摆臂 下摆臂",
    "driveline_half_shaft": "半轴 球笼",
    "axle_half_shaft": "半轴 球笼",
    "driveline_propeller_shaft": "传动轴",
    "pollution_catalytic_converter": "三元催化 三元催化器",
    "pollution_particulate_filter": "颗粒捕集器",
    "body_door_shell": "车门",
}
WEAR = {
    "wear_brake_lining": "刹车片 刹车皮 摩擦片 brake pad",
    "wear_battery_12v": "电瓶 小电瓶 启动电池 12V battery； 打不着火",
    "wear_tyre": "轮胎 车胎 tire； 鼓包 爆胎 漏气",
    "wear_wiper_blade": "雨刮 雨刮器 雨刷 雨刮片 wiper",
    "wear_bulb": "灯泡 车灯 大灯 尾灯 light； 灯不亮",
    "wear_fuse_and_relay": "保险丝 保险 继电器 fuse",
    "wear_clutch_disc": "离合器片 离合器 离合片 clutch",
    "wear_air_filter": "空气滤芯 空滤 进气滤芯",
    "wear_oil_filter": "机滤 机油滤芯 机油格",
    "wear_cabin_filter": "空调滤芯 空调格 花粉滤芯",
    "wear_fuel_filter": "汽油滤芯 汽滤 燃油滤芯 柴滤",
    "wear_spark_plug": "火花塞 火嘴",
    "wear_remote_key_battery": "钥匙电池 遥控钥匙电池； 遥控器没电",
}
EVERYDAY = {**GROUPS, **COMPONENTS, **WEAR}
