import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0019_ledger'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CopyHost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=253, unique=True)),
                ('free_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='PartnerCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('urn', models.CharField(db_index=True, max_length=120)),
                ('language', models.CharField(max_length=10)),
                ('url', models.CharField(max_length=2000)),
                ('host', models.CharField(max_length=253)),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('given_by', models.CharField(choices=[('call', 'by a call of its system'), ('page', 'on its own page'), ('editor', 'by the newsroom')], max_length=10)),
                ('said_gone_at', models.DateTimeField(null=True)),
                ('removed_at', models.DateTimeField(null=True)),
                ('state', models.CharField(choices=[('unknown', 'not looked at yet'), ('there', 'still there'), ('gone', 'gone'), ('changed', 'page without our text'), ('elsewhere', 'leads elsewhere'), ('unreachable', 'couldn’t be read'), ('forbidden', 'we may not look')], default='unknown', max_length=12)),
                ('checked_at', models.DateTimeField(null=True)),
                ('due_at', models.DateTimeField(null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('editor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='news.partner')),
                ('withdrawal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='copies', to='news.notice')),
            ],
            options={
                'ordering': ['partner__name', 'given_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CopyCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('state', models.CharField(choices=[('unknown', 'not looked at yet'), ('there', 'still there'), ('gone', 'gone'), ('changed', 'page without our text'), ('elsewhere', 'leads elsewhere'), ('unreachable', 'couldn’t be read'), ('forbidden', 'we may not look')], max_length=12)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('fault', models.CharField(blank=True, max_length=20)),
                ('found', models.CharField(blank=True, choices=[('text', 'Text'), ('headline', 'Headline'), ('nothing', 'Nothing'), ('cut', 'Cut'), ('blank', 'Blank'), ('no-page', 'No Page'), ('no-words', 'No Words')], max_length=10)),
                ('withdrawal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='news.notice')),
                ('copy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='news.partnercopy')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='partnercopy',
            index=models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='copy_due'),
        ),
        migrations.AddConstraint(
            model_name='partnercopy',
            constraint=models.UniqueConstraint(fields=('partner', 'urn', 'url'), name='copy_given_once'),
        ),
    ]
