from django.db import migrations

TABLES = ("accessattemptexpiration", "accessattempt", "accessfailurelog", "accesslog")


class Migration(migrations.Migration):
    """Takes away the tables of django-axes, which kept the address of each login for ever."""

    dependencies = [("cooperation", "0019_names")]

    operations = [
        migrations.RunSQL(
            [f"DROP TABLE IF EXISTS axes_{name}" for name in TABLES], migrations.RunSQL.noop
        ),
    ]
