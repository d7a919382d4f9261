from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0026_set_up_tombstones'),
    ]

    operations = [
        migrations.AddField(
            model_name='hubreach',
            name='last_advance',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='hubrequest',
            name='advance',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='hubsubscription',
            name='sent_advance',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='hubsubscription',
            name='wanted_advance',
            field=models.BigIntegerField(default=0),
        ),
    ]
