
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("cooperation", "0028_one_folding"),
    ]

    operations = [
        migrations.CreateModel(
            name='SentForm',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='account, address and token')),
                ('typed', models.CharField(blank=True, db_index=True, max_length=64, verbose_name='what was sent')),
                ('made', models.CharField(blank=True, max_length=100, verbose_name='what it made')),
                ('snapshot', models.JSONField(null=True, verbose_name='as it was sent')),
                ('sent_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='sent at')),
            ],
            options={
                'verbose_name': 'sent form',
                'verbose_name_plural': 'sent forms',
                'default_permissions': (),
            },
        ),
    ]
