
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0023_websub'),
    ]

    operations = [
        migrations.CreateModel(
            name='Advance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('scheduled', 'scheduled'), ('rescheduled', 'rescheduled'), ('revised', 'changed before its release'), ('unscheduled', 'release cancelled')], max_length=12)),
                ('after', models.BigIntegerField()),
                ('urn', models.CharField(max_length=120)),
                ('story_key', models.UUIDField(db_index=True)),
                ('language', models.CharField(max_length=10)),
                ('channels', models.JSONField(default=list)),
                ('revision_id', models.BigIntegerField(null=True)),
                ('facts_id', models.BigIntegerField(null=True)),
                ('release_at', models.DateTimeField()),
                ('occurred_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('is_open', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AlterModelOptions(
            name='delivery',
            options={'ordering': ['-pk']},
        ),
        migrations.RemoveIndex(
            model_name='delivery',
            name='delivery_open',
        ),
        migrations.RemoveIndex(
            model_name='delivery',
            name='delivery_by_edition',
        ),
        migrations.AddField(
            model_name='fanout',
            name='last_advance',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='partner',
            name='takes_advance_copies',
            field=models.BooleanField(default=False, help_text='Scheduled texts and their photos, marked with the moment until which they are under embargo. Only for partners whom you trust to keep it.', verbose_name='gets texts before their release'),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='notice',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='news.notice'),
        ),
        migrations.AddField(
            model_name='advance',
            name='edition',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='advances', to='news.articlepage'),
        ),
        migrations.AddField(
            model_name='delivery',
            name='advance',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='news.advance'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state__in', ['due', 'leased'])), fields=['subscription', 'id'], name='delivery_open'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['subscription', 'urn', 'id'], name='delivery_by_edition'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('advance', 'subscription'), name='advance_delivered_once'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('notice', None), ('advance', None), _connector='XOR'), name='delivery_of_one_thing'),
        ),
        migrations.AddIndex(
            model_name='advance',
            index=models.Index(fields=['urn', 'id'], name='advance_by_edition'),
        ),
        migrations.AddIndex(
            model_name='advance',
            index=models.Index(fields=['language', 'occurred_at'], name='advance_by_moment'),
        ),
        migrations.AddIndex(
            model_name='advance',
            index=models.Index(condition=models.Q(('is_open', True)), fields=['story_key'], name='advance_open'),
        ),
    ]
