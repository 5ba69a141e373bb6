"""The tables of the search, and the full-text index of either database."""

import django.db.models.deletion
from django.db import migrations, models

import cooperation.models.full_text
from cooperation.models.full_text import drop_index, make_index

TABLE = "cooperation_searchentry"


def make(apps, schema_editor):
    make_index(schema_editor, TABLE)


def drop(apps, schema_editor):
    drop_index(schema_editor, TABLE)



class Migration(migrations.Migration):

    dependencies = [
        ('cooperation', '0007_outdated_translation'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(max_length=64, unique=True, verbose_name='folded')),
                ('spelling', models.CharField(max_length=128, verbose_name='as it is written')),
                ('head', models.CharField(db_index=True, max_length=2, verbose_name='first letters')),
                ('tail', models.CharField(db_index=True, max_length=2, verbose_name='last letters')),
            ],
            options={
                'verbose_name': 'word of the search',
                'verbose_name_plural': 'words of the search',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('part', models.CharField(choices=[('title', 'Name'), ('name', 'Also called'), ('reference', 'Reference'), ('summary', 'Summary'), ('date', 'Date'), ('place', 'Place'), ('provision', 'What it covers'), ('mandate', 'Mandate'), ('composition', 'Composition'), ('outcomes', 'Outcomes'), ('statement', 'Statement'), ('document', 'Document'), ('heading', 'Heading'), ('sentence', 'From the text')], max_length=20, verbose_name='part')),
                ('language', models.CharField(blank=True, max_length=5, verbose_name='language')),
                ('weight', models.IntegerField(verbose_name='weight')),
                ('text', models.TextField(verbose_name='text')),
                ('words', models.TextField(verbose_name='folded words in order')),
                ('terms', cooperation.models.full_text.TermsField(verbose_name='terms')),
                ('passage', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_entries', to='cooperation.passage')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='search_entries', to='cooperation.record')),
            ],
            options={
                'verbose_name': 'search entry',
                'verbose_name_plural': 'search entries',
                'default_permissions': (),
            },
        ),
        migrations.RunPython(make, drop),
    ]
