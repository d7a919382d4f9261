
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0021_pickups'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='consent',
            field=models.CharField(choices=[('everywhere', 'everywhere'), ('site', 'on our site only'), ('no-photo', 'no photo')], default='everywhere', help_text='How far the person lets photos of them and the text about them go. On our site only: partners, feeds and copies get neither. No photo: their photos are shown nowhere, ours included. It holds for the portrait, and for photos that say that the person is to be seen.', max_length=10, verbose_name='consent'),
        ),
        migrations.AddField(
            model_name='photo',
            name='consent',
            field=models.CharField(choices=[('everywhere', 'everywhere'), ('site', 'on our site only'), ('no-photo', 'no photo')], default='everywhere', editable=False, max_length=10),
        ),
        migrations.AddField(
            model_name='photo',
            name='shows',
            field=models.ManyToManyField(blank=True, help_text='The photo goes no further than each of them allows.', related_name='shown_on', to='news.person', verbose_name='who is to be seen'),
        ),
    ]
