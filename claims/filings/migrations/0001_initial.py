import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sanbao.accounts.names


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_rules_across_rows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ModelLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "brand",
                    models.CharField(max_length=50, validators=[sanbao.accounts.names.check_name], verbose_name="品牌"),
                ),
                (
                    "model",
                    models.CharField(max_length=50, validators=[sanbao.accounts.names.check_name], verbose_name="型号"),
                ),
                (
                    "vehicle_type",
                    models.CharField(
                        max_length=50, validators=[sanbao.accounts.names.check_name], verbose_name="车辆类型"
                    ),
                ),
                (
                    "specification",
                    models.CharField(
                        blank=True, max_length=100, validators=[sanbao.accounts.names.check_name], verbose_name="规格"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("passenger_car", "乘用车"), ("pickup", "皮卡车"), ("other", "其他汽车")],
                        max_length=20,
                        verbose_name="车辆种类",
                    ),
                ),
                (
                    "energy",
                    models.CharField(
                        choices=[
                            ("ice", "燃油"),
                            ("hev", "混合动力（不能外接充电）"),
                            ("phev", "插电式混合动力"),
                            ("erev", "增程式"),
                            ("bev", "纯电动"),
                            ("fcev", "燃料电池"),
                        ],
                        max_length=10,
                        verbose_name="动力",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="首次备案时间")),
                (
                    "producer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="model_lines",
                        to="accounts.organisation",
                        verbose_name="生产者",
                    ),
                ),
            ],
            options={
                "verbose_name": "车型",
                "verbose_name_plural": "车型",
            },
        ),
        migrations.CreateModel(
            name="FilingVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField(verbose_name="版本")),
                ("in_force_from", models.DateField(verbose_name="生效日期")),
                ("happened_on", models.DateField(verbose_name="变更发生的日期")),
                ("filed_at", models.DateTimeField(verbose_name="备案时间")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="撤回时间")),
                ("repair_warranty_months", models.PositiveSmallIntegerField()),
                ("repair_warranty_km", models.PositiveIntegerField()),
                ("three_guarantees_months", models.PositiveSmallIntegerField()),
                ("three_guarantees_km", models.PositiveIntegerField()),
                ("coefficient_millionths", models.PositiveIntegerField(blank=True, null=True)),
                ("fade_repair_warranty_tenths", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("fade_three_guarantees_tenths", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("fade_method", models.CharField(blank=True, max_length=200)),
                ("address", models.CharField(max_length=100, verbose_name="生产者地址")),
                ("postcode", models.CharField(max_length=6, verbose_name="邮政编码")),
                ("phone", models.CharField(max_length=30, verbose_name="客户服务电话")),
                ("repairers", models.CharField(max_length=300, verbose_name="修理者信息的查询方式")),
                ("terms", models.TextField(max_length=2000, verbose_name="三包条款")),
                ("other", models.TextField(blank=True, max_length=2000, verbose_name="其他需要明示的内容")),
                (
                    "filed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "model_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="filings.modelline",
                        verbose_name="车型",
                    ),
                ),
            ],
            options={
                "verbose_name": "备案版本",
                "verbose_name_plural": "备案版本",
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("answers", models.JSONField(default=dict)),
                ("started_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "producer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filing_drafts",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft",
                        to="filings.filingversion",
                    ),
                ),
                (
                    "model_line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="filings.modelline",
                    ),
                ),
            ],
            options={
                "verbose_name": "备案草稿",
                "verbose_name_plural": "备案草稿",
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("sells", models.BooleanField(verbose_name="销售")),
                ("repairs", models.BooleanField(verbose_name="修理")),
                ("valid_from", models.DateField(verbose_name="开始日期")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                ("address", models.CharField(blank=True, max_length=100, verbose_name="地址")),
                ("postcode", models.CharField(blank=True, max_length=6, verbose_name="邮政编码")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="电话")),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "outlet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointed_by",
                        to="accounts.organisation",
                        verbose_name="网点",
                    ),
                ),
                (
                    "producer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="accounts.organisation",
                        verbose_name="生产者",
                    ),
                ),
            ],
            options={
                "verbose_name": "网点约定",
                "verbose_name_plural": "网点约定",
                "indexes": [models.Index(fields=["producer", "outlet", "valid_from"], name="appointments_of_a_pair")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sells", True), ("repairs", True), _connector="OR"),
                        name="appointment_is_for_something",
                        violation_error_message="请至少选择一项：销售、修理。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="appointment_ends_after_it_begins",
                        violation_error_message="结束日期不能早于开始日期。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FiledPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "list",
                    models.CharField(
                        choices=[
                            ("main", "主要零部件"),
                            ("extra", "标准以外的主要零部件"),
                            ("wear", "易损耗零部件"),
                            ("special", "特殊零部件"),
                        ],
                        max_length=10,
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("group", models.CharField(blank=True, max_length=40)),
                ("months", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("km", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="filings.filingversion"
                    ),
                ),
            ],
            options={
                "ordering": ["version", "list", "place"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "list", "code"), name="version_lists_a_part_once"),
                    models.CheckConstraint(
                        condition=models.Q(("list__in", ["main", "extra", "wear", "special"])),
                        name="part_is_in_a_known_list",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("km__isnull", False), ("list", "wear"), ("months__isnull", False)),
                            models.Q(models.Q(("list", "wear"), _negated=True), ("km", None), ("months", None)),
                            _connector="OR",
                        ),
                        name="wear_parts_alone_have_a_period",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FiledFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "use",
                    models.CharField(
                        choices=[("owner_manual", "使用说明书"), ("maintenance_manual", "维修保养手册")], max_length=20
                    ),
                ),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="filings.filingversion"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("version", "use"), name="version_has_one_file_a_use"),
                    models.CheckConstraint(
                        condition=models.Q(("use__in", ["owner_manual", "maintenance_manual"])),
                        name="filed_file_has_a_known_use",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="modelline",
            constraint=models.UniqueConstraint(
                fields=("producer", "brand", "model", "specification"),
                name="one_model_line_a_natural_key",
                violation_error_message="这个生产者已经备案了同品牌、同型号、同规格的车型。",
            ),
        ),
        migrations.AddConstraint(
            model_name="modelline",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["passenger_car", "pickup", "other"])),
                name="model_line_has_a_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="modelline",
            constraint=models.CheckConstraint(
                condition=models.Q(("energy__in", ["ice", "hev", "phev", "erev", "bev", "fcev"])),
                name="model_line_has_a_known_energy",
            ),
        ),
        migrations.AddConstraint(
            model_name="filingversion",
            constraint=models.UniqueConstraint(fields=("model_line", "number"), name="versions_are_numbered_once"),
        ),
        migrations.AddConstraint(
            model_name="filingversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("model_line", "in_force_from"),
                name="one_version_a_first_day",
                violation_error_message="已经有一个版本从这一天起生效。",
            ),
        ),
        migrations.AddConstraint(
            model_name="filingversion",
            constraint=models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="versions_count_from_one"),
        ),
        migrations.AddConstraint(
            model_name="filingversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("in_force_from__gte", models.F("happened_on"))),
                name="version_in_force_after_it_happened",
            ),
        ),
        migrations.AddConstraint(
            model_name="filingversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                    models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                    _connector="OR",
                ),
                name="version_is_withdrawn_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="filingversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("coefficient_millionths", None), ("coefficient_millionths__lte", 1000000), _connector="OR"
                ),
                name="coefficient_is_a_share",
            ),
        ),
        migrations.AddConstraint(
            model_name="filingversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("fade_repair_warranty_tenths", None),
                        ("fade_repair_warranty_tenths__lte", 1000),
                        _connector="OR",
                    ),
                    models.Q(
                        ("fade_three_guarantees_tenths", None),
                        ("fade_three_guarantees_tenths__lte", 1000),
                        _connector="OR",
                    ),
                ),
                name="capacities_are_shares",
            ),
        ),
    ]
