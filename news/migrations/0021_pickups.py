
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0020_copies'),
    ]

    operations = [
        migrations.CreateModel(
            name='PickUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sign', models.CharField(choices=[('fetch', 'fetched with a key'), ('told', 'taken by a webhook'), ('copy', 'copies looked at'), ('file', 'copy taken as a file'), ('visit', 'reader came from a partner’s site')], max_length=10)),
                ('urn', models.CharField(max_length=120)),
                ('language', models.CharField(max_length=10)),
                ('source', models.CharField(max_length=300)),
                ('month', models.DateField()),
                ('count', models.PositiveIntegerField(default=0)),
                ('partner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='pick_ups', to='news.partner')),
            ],
            options={
                'verbose_name': 'pick-up',
                'verbose_name_plural': 'pick-ups',
                'ordering': ['-month', 'urn', 'sign', 'source'],
                'indexes': [models.Index(fields=['month', 'sign', 'language', 'source', 'count'], name='pick_up_by_month'), models.Index(fields=['urn', 'sign', 'source'], name='pick_up_by_edition')],
                'constraints': [models.UniqueConstraint(fields=('month', 'urn', 'sign', 'source'), name='pick_up_once_a_month')],
            },
        ),
    ]
