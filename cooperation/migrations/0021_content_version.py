from django.db import migrations, models


def begin(apps, schema_editor):
    """Begin to count, so that reading the number needs no special case."""
    apps.get_model("cooperation", "ContentVersion").objects.create(pk=1)


class Migration(migrations.Migration):

    dependencies = [
        ('cooperation', '0020_login_attempts_leave'),
    ]

    operations = [
        migrations.CreateModel(
            name='ContentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(default=0, verbose_name='number')),
                ('moments', models.JSONField(default=list, verbose_name='times to come')),
            ],
            options={
                'verbose_name': 'content version',
                'verbose_name_plural': 'content versions',
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='content_version_is_one')],
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
