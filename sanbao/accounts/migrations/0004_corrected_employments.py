import django.db.models.deletion
from django.db import migrations, models

import sanbao.accounts.names


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_market_regulator"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="employment",
            options={"verbose_name": "专家的工作单位", "verbose_name_plural": "专家的工作单位"},
        ),
        migrations.RemoveConstraint(
            model_name="employment",
            name="one_employment_a_known_employer_and_start",
        ),
        migrations.RemoveConstraint(
            model_name="employment",
            name="one_employment_a_named_employer_and_start",
        ),
        migrations.AddField(
            model_name="employment",
            name="replaced_by",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaces",
                to="accounts.employment",
            ),
        ),
        migrations.AlterField(
            model_name="employment",
            name="employer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
                verbose_name="工作单位",
            ),
        ),
        migrations.AlterField(
            model_name="employment",
            name="employer_name",
            field=models.CharField(
                blank=True, max_length=200, validators=[sanbao.accounts.names.check_name], verbose_name="工作单位名称"
            ),
        ),
        migrations.AddConstraint(
            model_name="employment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaced_by", None)),
                fields=("expert", "employer", "started_on"),
                name="one_employment_a_known_employer_and_start",
                violation_error_message="同一单位、同一开始日期的一段已经登记。",
            ),
        ),
        migrations.AddConstraint(
            model_name="employment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("employer", None), ("replaced_by", None)),
                fields=("expert", "employer_name", "started_on"),
                name="one_employment_a_named_employer_and_start",
                violation_error_message="同一单位、同一开始日期的一段已经登记。",
            ),
        ),
        migrations.AlterConstraint(
            model_name="employment",
            name="employment_has_one_employer",
            constraint=models.CheckConstraint(
                condition=models.Q(("employer", None), ("employer_name", ""), _connector="XOR"),
                name="employment_has_one_employer",
                violation_error_message="请填写工作单位，或者选择一个登记过的单位。",
            ),
        ),
    ]
