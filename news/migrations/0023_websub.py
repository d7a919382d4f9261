import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0022_consent'),
    ]

    operations = [
        migrations.CreateModel(
            name='HubReach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last', models.BigIntegerField()),
            ],
        ),
        migrations.AlterField(
            model_name='subscription',
            name='way',
            field=models.CharField(choices=[('pull', 'the partner fetches a feed'), ('webhook', 'we send it (webhook)'), ('websub', 'we send the feed (WebSub)')], default='pull', max_length=10, verbose_name='way'),
        ),
        migrations.CreateModel(
            name='HubRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('callback', models.CharField(max_length=2048)),
                ('host', models.CharField(max_length=260)),
                ('language', models.CharField(max_length=10)),
                ('extension', models.CharField(max_length=10)),
                ('channel', models.CharField(blank=True, max_length=40)),
                ('given', models.TextField()),
                ('secret', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('idle', 'Idle'), ('due', 'Due'), ('leased', 'Leased'), ('done', 'Done'), ('failed', 'Failed')], default='due', max_length=10)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('fault', models.CharField(blank=True, max_length=20)),
                ('mode', models.CharField(choices=[('subscribe', 'Subscribe'), ('unsubscribe', 'Unsubscribe')], max_length=12)),
                ('lease', models.PositiveIntegerField(null=True)),
                ('sequence', models.BigIntegerField()),
                ('sender', models.CharField(blank=True, max_length=64)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('token', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='news.token')),
            ],
            options={
                'indexes': [models.Index(fields=['host', 'made_at'], name='hub_request_by_host'), models.Index(fields=['sender', 'made_at'], name='hub_request_by_sender'), models.Index(fields=['made_at'], name='hub_request_by_age'), models.Index(condition=models.Q(('state__in', ['due', 'leased'])), fields=['due_at'], name='hub_request_due')],
            },
        ),
        migrations.CreateModel(
            name='HubSubscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('callback', models.CharField(max_length=2048)),
                ('host', models.CharField(max_length=260)),
                ('language', models.CharField(max_length=10)),
                ('extension', models.CharField(max_length=10)),
                ('channel', models.CharField(blank=True, max_length=40)),
                ('given', models.TextField()),
                ('secret', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('idle', 'Idle'), ('due', 'Due'), ('leased', 'Leased'), ('done', 'Done'), ('failed', 'Failed')], default='due', max_length=10)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('fault', models.CharField(blank=True, max_length=20)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateTimeField()),
                ('wanted', models.BigIntegerField()),
                ('sent', models.BigIntegerField()),
                ('delivered_at', models.DateTimeField(null=True)),
                ('failing_since', models.DateTimeField(null=True)),
                ('denied', models.CharField(blank=True, max_length=12)),
                ('token', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='news.token')),
            ],
            options={
                'ordering': ['host', 'pk'],
                'indexes': [models.Index(fields=['host'], name='hub_subscription_by_host'), models.Index(fields=['until'], name='hub_subscription_by_end'), models.Index(fields=['language', 'channel'], name='hub_subscription_by_topic'), models.Index(condition=models.Q(('state__in', ['due', 'leased'])), fields=['due_at'], name='hub_subscription_due')],
                'constraints': [models.UniqueConstraint(fields=('digest',), name='one_callback_per_topic')],
            },
        ),
    ]
